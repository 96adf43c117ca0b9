/** A history of `linux` as a program carries it out: call by call, with the expected results. */
import type { LinuxExpectation } from "../../domains/linux/expectation.ts";
import type { LinuxObservation } from "../../domains/linux/observation.ts";
import type { LinuxOperation } from "../../domains/linux/operations.ts";
import { type LinuxScope, PID_LEVELS, USER_LEVELS } from "../../domains/linux/scope.ts";
import type { RecordedHistory } from "../../history/read-history.ts";
import type { Outcome } from "../../model/outcome.ts";
import type { RefusalRule } from "../../model/refusal-rule.ts";
import { type ExportedStep, stepsOf } from "../export/steps.ts";
import { NoProgram } from "../no-program.ts";

/** A call of a history. */
export interface Act {
  /** Its line in the file. */
  readonly line: number;
  readonly operation: LinuxOperation;
  readonly outcome: Outcome;
  readonly sentence: string;
  /** The rule that refuses it; `undefined` if it succeeds. */
  readonly refusal: RefusalRule | undefined;
  /** The world after it. */
  readonly world: LinuxObservation;
  /** What the history expects of that world. */
  readonly expectations: readonly LinuxExpectation[];
}

/** What a program carries out. */
export interface Acts {
  readonly beginning: Pick<Act, "world" | "expectations">;
  readonly acts: readonly Act[];
}

/**
 * The calls of a history. What it says about properties is left out: a kernel cannot be asked about them.
 *
 * @throws {DisagreesWithDesign} if the file disagrees with the design
 * @throws {NoProgram} if a call cannot be made as the history has it
 */
export function actsOf(history: RecordedHistory): Acts {
  const { model } = history;
  const scope = history.scope as LinuxScope; // a history of the domain has one of its scopes
  const internal = model.initial(scope);
  const acts: Act[] = [];
  let beginning: Acts["beginning"] | undefined;
  for (const step of stepsOf(history)) {
    const after = shownBy(step);
    if (step.told === undefined) {
      beginning = after;
      continue;
    }
    const { event, sentence, line } = step.told;
    const { outcome } = event;
    const before = model.refusedHalfDone?.includes(event.operation.op) ? structuredClone(internal) : internal;
    model.apply(internal, event.operation, scope);
    const refusal = outcome === "ok" ? undefined : model.rules?.refusing(before, event.operation, scope);
    const act = {
      line,
      operation: event.operation as unknown as LinuxOperation, // a design of the domain has its calls
      outcome,
      sentence,
      refusal: refusal === undefined ? undefined : model.rules?.named[refusal],
      ...after,
    };
    requireAsked(act, scope);
    acts.push(act);
  }
  if (beginning === undefined) throw new Error("a history has a first world");
  return { beginning, acts };
}

/** A step of a history of the domain. */
function shownBy({ world, expectations }: ExportedStep): Acts["beginning"] {
  return {
    world: world as LinuxObservation, // the design is one of the domain
    expectations: expectations as readonly LinuxExpectation[], // and so is what is expected
  };
}

/** The kernel may have room where the scope has none. */
function requireAsked(
  { line, outcome }: Act,
  { pidLevels = PID_LEVELS, userLevels = USER_LEVELS }: LinuxScope,
) {
  if (outcome !== "ENOSPC" || (pidLevels >= PID_LEVELS && userLevels >= USER_LEVELS)) return;
  throw new NoProgram(
    line,
    `the scope lets namespaces nest less deeply than the kernel does (${PID_LEVELS} pid namespaces, ${USER_LEVELS} user namespaces)`,
  );
}

/** The ids that tasks take, except root's. */
export function idsOf(acts: readonly Act[]): number[] {
  const ids = acts.flatMap(({ operation }) => (operation.op === "setuid" ? [operation.id] : []));
  return [...new Set(ids)].filter((id) => id !== 0);
}
