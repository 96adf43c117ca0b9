/** Plays one history: real processes make its calls alongside the model, and the two are compared after every event. */
import { setTimeout } from "node:timers/promises";
import type { LinuxObservation } from "../../domains/linux/observation.ts";
import type { LinuxOperation } from "../../domains/linux/operations.ts";
import { type KernelVersion, type LinuxScope, PID_LEVELS, USER_LEVELS } from "../../domains/linux/scope.ts";
import { setRunUnderWay } from "../../history/under-way.ts";
import type { Operation } from "../../model/operation.ts";
import type { Outcome } from "../../model/outcome.ts";
import { CannotPlay } from "../cannot-run.ts";
import type { Difference } from "../containers/compare-pictures.ts";
import type { KernelEvent, KernelRun, Stopped } from "../containers/run.ts";
import { type KernelObservation, ObservationComparison } from "./compare.ts";
import type { LinuxModel } from "./linux-model.ts";
import { OwnRules, whyNotHere } from "./own-rules.ts";
import { performOperation } from "./perform.ts";
import type { Subtree } from "./subtree.ts";

/** A history to be played. */
export interface LinuxHistory {
  readonly model: LinuxModel;
  readonly scope: LinuxScope;
  readonly operations: readonly Operation[];
  /** Whether to stop after the first difference. */
  readonly untilDifference: boolean;
  /** Whether `pid_for_children` can be opened before there is an init. */
  readonly showsUnborn: boolean;
  /** The kernel that plays it. If the scope has the rules of another, it is played as long as both lead to the same results. */
  readonly here: KernelVersion;
}

/**
 * How long the kernel may take to release an unused namespace, and how often to check, in milliseconds. Credentials and pids are freed
 * after an RCU grace period and from work queues, without any notification.
 */
const RELEASE = { patience: 1000, interval: 5 } as const;

/** Plays a history, and leaves nothing behind. */
export async function playLinuxHistory(history: LinuxHistory, tree: Subtree): Promise<KernelRun> {
  const played: Played = { events: [], beginning: [] };
  let stopped: Stopped | undefined;
  try {
    await playEvents(history, tree, played);
  } catch (error) {
    if (!(error instanceof CannotPlay)) {
      // A failure to clean up would only be a consequence.
      await tree.end().catch(() => undefined);
      throw error;
    }
    stopped = { sort: "cannot play", why: error.message };
  }
  const left = (await tree.end()).map((words): Difference => ({ sort: "task", words }));
  return { ...withLast(played, left), stopped };
}

interface Played {
  events: KernelEvent[];
  beginning: readonly Difference[];
}

/** Attributes failures of the final clean-up to the last event. */
function withLast({ events, beginning }: Played, left: readonly Difference[]): Played {
  const last = events.at(-1);
  if (last === undefined) return { events, beginning: [...beginning, ...left] };
  return {
    events: events.with(-1, { ...last, differences: [...last.differences, ...left] }),
    beginning,
  };
}

async function playEvents(
  { model, scope, operations, untilDifference, showsUnborn, here }: LinuxHistory,
  tree: Subtree,
  played: Played,
): Promise<void> {
  setRunUnderWay(() => []);
  const world = model.initial(scope);
  const own = scope.kernel === here ? undefined : new OwnRules(model, { ...scope, kernel: here });
  const comparison = new ObservationComparison(showsUnborn);
  await tree.begin(mountsIn(operations));
  played.beginning = comparison.compare(model.observe(world, scope), await look(tree));
  if (played.beginning.length > 0 && untilDifference) return;
  for (const [index, operation] of operations.entries()) {
    setRunUnderWay(() => operations.slice(0, index)); // other histories are played concurrently
    // If a call can be refused half-done, only the world before it tells which refusal it is.
    const before = model.refusedHalfDone?.includes(operation.op) ? structuredClone(world) : world;
    const outcome = model.apply(world, operation, scope);
    const refusal = outcome === "ok" ? undefined : model.rules?.refusing(before, operation, scope);
    const expected = model.observe(world, scope);
    if (own !== undefined && !own.agree(operation, outcome, expected))
      throw new CannotPlay(whyNotHere(model, scope, here, operations.slice(0, index + 1)));
    // A design of the domain has the domain's calls.
    const said = isBeyondScope(outcome, scope)
      ? outcome
      : await performOperation(tree, operation as unknown as LinuxOperation);
    const seen = await lookUntilReleased(tree, expected);
    const differences = comparison.compare(expected, seen);
    if (said !== outcome)
      differences.unshift({ sort: "outcome", words: outcomeInWords(operation.op, outcome, said) });
    played.events.push({
      event: { operation, outcome },
      outcome: said,
      refusal,
      calls: tree.takeCalls(),
      differences,
    });
    if (differences.length > 0 && untilDifference) return;
  }
}

/** The names that a history uses as mount points. */
function mountsIn(operations: readonly Operation[]): Set<string> {
  return new Set(operations.flatMap(({ mount }) => (typeof mount === "string" ? [mount] : [])));
}

async function look(tree: Subtree): Promise<KernelObservation> {
  return { tasks: await tree.observe(), handles: await tree.openHandles() };
}

/** Looks at the kernel. If handles that should be stale still open, it waits for the kernel to release their namespaces. */
async function lookUntilReleased(tree: Subtree, expected: LinuxObservation): Promise<KernelObservation> {
  const until = performance.now() + RELEASE.patience;
  for (;;) {
    const seen = await look(tree);
    const isLate = [...seen.handles].some(([name, opened]) => {
      const namespace = expected.handles.get(name);
      const isActive = namespace !== undefined && expected.namespaces.get(namespace)?.isActive === true;
      return opened.outcome === "ok" && !isActive;
    });
    if (!isLate || performance.now() > until) return seen;
    await setTimeout(RELEASE.interval);
  }
}

/** Whether the scope has no room left although the kernel may have: then the kernel is not asked. */
function isBeyondScope(outcome: Outcome, { pidLevels, userLevels }: LinuxScope): boolean {
  const isSmaller = (pidLevels ?? PID_LEVELS) < PID_LEVELS || (userLevels ?? USER_LEVELS) < USER_LEVELS;
  return outcome === "ENOSPC" && isSmaller;
}

function outcomeInWords(op: string, model: string, kernel: string): string {
  const should = model === "ok" ? "should succeed" : `should be refused with ${model}`;
  return `${op} ${should}, but ${kernel === "ok" ? "succeeds" : `gives ${kernel}`}`;
}
