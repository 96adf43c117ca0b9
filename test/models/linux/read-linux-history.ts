import * as v from "valibot";
import type { LinuxExpectation } from "../../../src/domains/linux/expectation.ts";
import { LINUX_CALLS, type LinuxCall, type LinuxOperation } from "../../../src/domains/linux/operations.ts";
import {
  linuxExpectationEntries,
  linuxFieldEntries,
  linuxScopeSchema,
} from "../../../src/domains/linux/schema.ts";
import type { LinuxScope } from "../../../src/domains/linux/scope.ts";
import { object, task, text } from "../../../src/schema/pieces.ts";

/** A line of a history, with its number. */
export type LinuxLine = { readonly line: number } & (
  | { readonly operation: LinuxOperation; readonly outcome: string }
  | { readonly expectation: LinuxExpectation }
);

/** A history of the domain. */
export interface LinuxHistory {
  readonly scope: LinuxScope;
  readonly lines: readonly LinuxLine[];
}

const header = object({
  format: v.literal("nsmodel-history"),
  version: v.literal(1),
  model: v.literal("linux"),
  scope: linuxScopeSchema,
});

/** Reads a history strictly. */
export function readLinuxHistory(file: string): LinuxHistory {
  const [first = "", ...rest] = file.trimEnd().split("\n");
  const { scope } = v.parse(header, JSON.parse(first));
  return { scope, lines: rest.map((text, index) => ({ line: index + 2, ...readLine(JSON.parse(text)) })) };
}

function readLine(value: unknown) {
  if (v.is(v.looseObject({ expect: v.unknown() }), value))
    return { expectation: v.parse(object({ expect: object(linuxExpectationEntries) }), value).expect };
  const { op } = v.parse(v.looseObject({ op: v.picklist(Object.keys(LINUX_CALLS) as LinuxCall[]) }), value); // its keys are the calls
  const { outcome, ...operation } = v.parse(
    object({ op: v.literal(op), task, ...linuxFieldEntries(op), outcome: text }),
    value,
  );
  return { operation: operation as LinuxOperation, outcome }; // of the schema of its call
}
