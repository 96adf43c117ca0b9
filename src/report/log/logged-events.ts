import type { KernelReplay } from "../../conformance/replay-on-kernel.ts";
import type { RecordedHistory } from "../../history/read-history.ts";
import type { LoggedEvent } from "./log.ts";

/**
 * The results of a history's events: in the design that it was read for, or on a kernel, as far as the kernel has played it. For a kernel, the log
 * has what the design shows, and sentences that say where the kernel differs.
 */
export function loggedEvents(
  { model, scope, entries }: RecordedHistory,
  kernel?: KernelReplay,
): LoggedEvent[] {
  const { observations } = model.domain;
  const numbers = new InodeNumbers();
  const wordsOn = (line: number): string[] =>
    (kernel?.differences ?? []).flatMap((one) => (one.line === line ? [numbers.inOrder(one.words)] : []));
  const world = model.initial(scope);
  const events: LoggedEvent[] = [];
  let before = "";
  let atStart = wordsOn(1);
  for (const entry of entries()) {
    if (!("event" in entry)) continue;
    if (kernel !== undefined && events.length === kernel.outcomes.length) break;
    const { operation } = entry.event;
    const ofModel = model.apply(world, operation, scope);
    const picture = observations.picture(model.observe(world, scope), scope);
    const differs = [...atStart, ...wordsOn(entry.line)];
    events.push({
      line: entry.line,
      operation,
      outcome: kernel?.outcomes[events.length] ?? ofModel,
      ...(picture !== before && { shows: asData(picture) }),
      ...(differs.length > 0 && { differs }),
    });
    before = picture;
    atStart = [];
  }
  return events;
}

/** A picture is a text, in most domains JSON. */
function asData(picture: string): unknown {
  try {
    return JSON.parse(picture);
  } catch {
    return picture;
  }
}

/** Inode numbers of namespaces (those from `PROC_DYNAMIC_FIRST` on, and the initial ones below it), which differ from run to run. */
const INODE_NUMBER = /\b4026\d{6}\b/g;

/** Replaces inode numbers by their order of appearance, so that two runs that do the same log the same. */
class InodeNumbers {
  readonly #known = new Map<string, number>();

  inOrder(words: string): string {
    return words.replace(INODE_NUMBER, (number) => {
      const known = this.#known.get(number) ?? this.#known.size + 1;
      this.#known.set(number, known);
      return `#${known}`;
    });
  }
}
