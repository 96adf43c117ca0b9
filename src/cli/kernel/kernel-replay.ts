import type { AnyKernel } from "../../conformance/any-kernel.ts";
import type { Difference } from "../../conformance/containers/compare-pictures.ts";
import { replay } from "../../engine/replay.ts";
import type { RecordedHistory } from "../../history/read-history.ts";
import type { Operation } from "../../model/operation.ts";
import { Problem } from "../problem.ts";
import { hierarchyOf } from "./kernel.ts";

/** What came of a history on a kernel. */
export interface KernelReplay {
  readonly release: string;
  /** Whether containers were compared, or only tasks and namespaces: there may be no cgroup to be used. */
  readonly containers: boolean;
  /** How many events were played. */
  readonly events: number;
  /** Where the kernel does otherwise than the design, by the line of the event. */
  readonly differences: readonly (Difference & { readonly line: number })[];
  /** The first event that was not played, and why; nothing where all were. */
  readonly stopped: { readonly line: number; readonly why: string } | undefined;
}

/** A history that names no kernel, with the rules of one if it agrees with these: else those of the newest are what it goes by. */
export function byRulesOf(kernel: AnyKernel, history: RecordedHistory): RecordedHistory {
  if (!("scopeHere" in kernel)) return history;
  const own = { ...history, scope: kernel.scopeHere(history.scope) };
  return replay(own).count === 0 ? own : history;
}

/** All events of a history are with the agent at once. */
const MOST_EVENTS = 20_000;

/** Plays a history on a kernel, beside the design it was read for. @throws {Problem} where it is too long */
export async function replayOnKernel(
  kernel: AnyKernel,
  { model, scope, entries }: RecordedHistory,
): Promise<KernelReplay> {
  const operations: Operation[] = [];
  const lines: number[] = [];
  for (const entry of entries()) {
    if (!("event" in entry)) continue;
    if (operations.push(entry.event.operation) > MOST_EVENTS)
      throw new Problem(
        `A history of more than ${MOST_EVENTS} events is too long for the kernel.`,
        "Part it.",
      );
    lines.push(entry.line);
  }
  const run = await kernel.play(model, scope, operations);
  const onLine = (line: number) => (difference: Difference) => ({ line, ...difference });
  return {
    release: kernel.about.release,
    containers: hierarchyOf(kernel)?.version !== "none",
    events: run.events.length,
    differences: [
      ...run.beginning.map(onLine(1)),
      ...run.events.flatMap(({ differences }, index) => differences.map(onLine(lines[index] ?? 1))),
    ],
    stopped:
      run.stopped === undefined ? undefined : { line: lines[run.events.length] ?? 1, why: run.stopped.why },
  };
}
