import { replay } from "../engine/replay.ts";
import type { RecordedHistory } from "../history/read-history.ts";
import type { Operation } from "../model/operation.ts";
import { type AnyKernel, hierarchyOf } from "./any-kernel.ts";
import type { Difference } from "./containers/compare-pictures.ts";

/** The result of replaying a history on a kernel. */
export interface KernelReplay {
  readonly release: string;
  /** Whether containers were compared, or only tasks and namespaces, because no cgroup can be used. */
  readonly containers: boolean;
  /** How many events were played. */
  readonly events: number;
  /** The outcome of each of them on the kernel. */
  readonly outcomes: readonly string[];
  /** Where the kernel differs from the design, with the line of the event. */
  readonly differences: readonly (Difference & { readonly line: number })[];
  /** The first event that was not played, and why; `undefined` if all were. */
  readonly stopped: { readonly line: number; readonly why: string } | undefined;
}

/** Gives a history that names no kernel the rules of this one, if it agrees with them; otherwise those of the newest kernel apply. */
export function byRulesOf(kernel: AnyKernel, history: RecordedHistory): RecordedHistory {
  if (!("scopeHere" in kernel)) return history;
  const own = { ...history, scope: kernel.scopeHere(history.scope) };
  return replay(own).count === 0 ? own : history;
}

/** Maximum number of events that are played. */
const MAX_EVENTS = 20_000;

/** Plays a history on a kernel, alongside the design it was read for. @param most maximum number of events to play */
export async function replayOnKernel(
  kernel: Pick<AnyKernel, "play" | "about">,
  { model, scope, entries }: RecordedHistory,
  most = MAX_EVENTS,
): Promise<KernelReplay> {
  const operations: Operation[] = [];
  const lines: number[] = [];
  for (const entry of entries()) {
    if (!("event" in entry)) continue;
    if (lines.push(entry.line) > most) break;
    operations.push(entry.event.operation);
  }
  const run = await kernel.play(model, scope, operations);
  const why =
    run.stopped?.why ??
    (lines.length > most ? `at most ${most} events of a history are played on the kernel` : undefined);
  const onLine = (line: number) => (difference: Difference) => ({ line, ...difference });
  return {
    release: kernel.about.release,
    containers: hierarchyOf(kernel)?.version !== "none",
    events: run.events.length,
    outcomes: run.events.map(({ outcome }) => outcome),
    differences: [
      ...run.beginning.map(onLine(1)),
      ...run.events.flatMap(({ differences }, index) => differences.map(onLine(lines[index] ?? 1))),
    ],
    stopped: why === undefined ? undefined : { line: lines[run.events.length] ?? 1, why },
  };
}
