/** What was observed in a try, as a history of the design whose kill works that way. */

import type { ContainerScope } from "../../../domains/containers/scope.ts";
import { FIRST_TASK, type TaskNumber, taskNumber } from "../../../model/numbers.ts";
import type { Event, Operation } from "../../../model/operation.ts";
import type { Birth, Observed } from "./race-program.ts";

/** A history, and the smallest scope that it fits in. */
export interface ObservedHistory {
  readonly scope: ContainerScope;
  readonly events: readonly Event[];
}

/** Something that happened, at a time on the walker's clock. At equal times the walker comes first. */
interface Happening {
  readonly at: number;
  readonly isOfWalker: boolean;
  readonly what:
    | { readonly is: "birth"; readonly birth: Birth }
    | { readonly is: "kill" }
    | { readonly is: "killtask"; readonly pid: number };
}

/**
 * Puts what was observed into an order in which it may have happened: the walker is task 1, and the first task that it makes goes into
 * its own container. Nothing is taken from a design. The order is that of the clock, and if the clock leaves it open, it follows from what was seen:
 *
 * - a task that is read was born before the reading; one that is not, though its birth had begun, after it
 * - the last kill before a further reading takes the time of that reading: a killed task does nothing more, so nobody can tell
 *
 * @returns `undefined` if there is no such order, a task was gone before it was killed, or the kill never got as far as its first reading
 */
export function historyOf({ births, readings, kills }: Observed): ObservedHistory | undefined {
  if (readings.length === 0 || kills.some(({ errno }) => errno !== 0)) return undefined;
  const happenings = [
    ...births.map(
      (birth) => ({ at: timeOf(birth, readings), isOfWalker: false, what: { is: "birth", birth } }) as const,
    ),
    ...readings.slice(0, 1).map(({ to }) => ({ at: to, isOfWalker: true, what: { is: "kill" } }) as const),
    ...kills.map(
      (one, index) =>
        ({
          at: timeOfKill(one.at, kills[index + 1]?.at, readings),
          isOfWalker: true,
          what: { is: "killtask", pid: one.pid },
        }) as const,
    ),
  ];
  return eventsOf(happenings.toSorted(inOrder));
}

/** The time assigned to a birth: when it began, but not before the last non-empty reading that precedes the first one showing the child. */
function timeOf({ at, child }: Birth, readings: Observed["readings"]): number {
  const seen = readings.findIndex(({ pids }) => pids.includes(child));
  const before = readings.slice(0, seen === -1 ? undefined : seen).filter(({ pids }) => pids.length > 0);
  return Math.max(at, ...before.map(({ to }) => to));
}

function timeOfKill(at: number, next: number | undefined, readings: Observed["readings"]): number {
  const further = readings.find(({ to }) => to > at && (next === undefined || to < next));
  return further?.to ?? at;
}

function inOrder(one: Happening, other: Happening): number {
  return one.at - other.at || Number(other.isOfWalker) - Number(one.isOfWalker);
}

const WALKER = FIRST_TASK;
/** The path of the first container made at the top (N2). */
const CONTAINER = "/unnamed1";

function eventsOf(happenings: readonly Happening[]): ObservedHistory | undefined {
  const numbers = new Map<number, TaskNumber>();
  const events: Event[] = [];
  let most = 1;
  const add = (operation: Operation): void => void events.push({ operation, outcome: "ok" });
  for (const { what } of happenings.slice(0, lastOfWalker(happenings) + 1)) {
    if (what.is === "kill") add({ op: "kill", task: WALKER, path: CONTAINER });
    else if (what.is === "killtask") {
      const victim = numbers.get(what.pid);
      if (victim === undefined) return undefined;
      numbers.delete(what.pid);
      add({ op: "killtask", task: WALKER, victim });
    } else {
      const isFirst = events.length === 0;
      const parent = isFirst ? WALKER : numbers.get(what.birth.parent);
      if (parent === undefined) return undefined;
      const child = lowestFree(new Set(numbers.values()));
      numbers.set(what.birth.child, child);
      most = Math.max(most, numbers.size + 1);
      add({ op: "fork", task: parent });
      if (isFirst) add({ op: "unshare", task: child, kinds: ["uts"] });
    }
  }
  return { scope: { tasks: most, containers: 2, kinds: ["uts"], names: [], images: 0 }, events };
}

/** What happens after the kill has ended is left out. */
function lastOfWalker(happenings: readonly Happening[]): number {
  return happenings.findLastIndex(({ isOfWalker }) => isOfWalker);
}

/** W2: the walker has the first number. */
function lowestFree(taken: ReadonlySet<TaskNumber>): TaskNumber {
  let number = 2;
  while (taken.has(taskNumber(number))) number++;
  return taskNumber(number);
}
