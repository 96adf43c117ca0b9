import type { Times } from "../../conformance/agent/results.ts";
import { type AnyKernel, hierarchyOf } from "../../conformance/any-kernel.ts";
import type { ConformProgress } from "../../conformance/conform.ts";
import type { Enforcement } from "../../conformance/containers/enforcement/finding.ts";
import type { Hierarchy } from "../../conformance/containers/hierarchy.ts";
import { conformInParts, type Part, type PartsResult } from "../../conformance/parts.ts";
import type { Model } from "../../model/model.ts";
import type { Scope } from "../../model/scope.ts";
import { unlessInterrupted } from "../interruptible.ts";
import { lastOf } from "./parts-to-conform.ts";

/** What is to be played. */
export interface ToPlay {
  readonly model: Model;
  readonly parts: readonly Part[];
  /** How many seconds all parts together may take. */
  readonly seconds: number | undefined;
  /** Whether to try out who keeps which promise as well. */
  readonly enforcement: boolean;
}

/** The result, and which kernel it was. */
export interface Played {
  /** The scope of the last part, as far as that kernel supports it. */
  readonly scope: Scope;
  readonly result: PartsResult;
  readonly times: Times;
  /** `undefined` if that was interrupted, or not asked for. */
  readonly enforcement: readonly Enforcement[] | undefined;
  /** The release of the kernel. */
  readonly release: string;
  readonly hierarchy: Hierarchy | undefined;
  readonly countsTasks: boolean;
}

/** Plays the parts on a kernel, and compares. */
export async function* playInSteps(
  kernel: AnyKernel,
  { model, parts: asked, seconds, enforcement: isWanted }: ToPlay,
  interrupted: () => boolean,
  signal: AbortSignal,
): AsyncGenerator<ConformProgress, Played> {
  const parts = asked.map((part) =>
    "scopeHere" in kernel ? { ...part, scope: kernel.scopeHere(part.scope) } : part,
  );
  const result = yield* conformInParts(kernel, model, parts, seconds, interrupted);
  const times = await kernel.times();
  // If this is interrupted, who keeps which promise is left out: the comparison must not be lost.
  const enforcement =
    interrupted() || !isWanted ? undefined : await unlessInterrupted(enforcementOn(kernel), signal);
  const { release } = kernel.about;
  const hierarchy = hierarchyOf(kernel);
  const countsTasks = "countsTasks" in kernel.about && kernel.about.countsTasks;
  return { scope: lastOf(parts).scope, result, times, enforcement, release, hierarchy, countsTasks };
}

/** Who keeps which promise here; empty if no cgroup can be made. */
async function enforcementOn(kernel: AnyKernel): Promise<readonly Enforcement[]> {
  return "enforcement" in kernel && hierarchyOf(kernel)?.version !== "none" ? kernel.enforcement() : [];
}
