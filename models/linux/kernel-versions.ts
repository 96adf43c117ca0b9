/** Rules that hold from some release on. */
import { isAtLeast } from "../../src/domains/linux/kernel-version.ts";
import type { KernelVersion, LinuxScope } from "../../src/domains/linux/scope.ts";

/** The first release in which each rule of docs/semantics.md holds. It holds in all later ones too. */
export const SINCE = {
  /** `list`: listns(2). */
  list: "6.19",
  /** A namespace that exists need not be active (L5, L6). */
  active: "6.19",
  /** Only root of the initial namespaces sees all (L7). */
  seeing: "6.19.10",
  /** `pid_for_children` can be opened before there is an init. */
  unbornPid: "7.1",
  /** `list` no longer ends with ENOENT at an inactive namespace. */
  listInactive: "7.3",
} as const satisfies Record<string, KernelVersion>;

/** Each of these rules in words, with its call if it concerns only one. */
export const RULES_SINCE: Readonly<Record<VersionedRule, { readonly what: string; readonly call?: "list" }>> =
  {
    list: { what: "listns exists", call: "list" },
    active: { what: "a namespace that exists need not be active" },
    seeing: { what: "only root of the initial namespaces sees all" },
    unbornPid: { what: "pid_for_children can be opened before there is an init" },
    listInactive: { what: "a list does not end at a namespace that is not active", call: "list" },
  };

/** A rule that holds from some release on. */
export type VersionedRule = keyof typeof SINCE;

/** Whether a rule holds in the kernel of a scope. */
export function holds({ kernel }: LinuxScope, rule: VersionedRule): boolean {
  return kernel === undefined || isAtLeast(kernel, SINCE[rule]);
}
