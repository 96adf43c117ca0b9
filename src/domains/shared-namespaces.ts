import type { TaskNumber } from "../model/numbers.ts";

/** Which tasks share something, in as few pairs as tell it of all tasks. */
export interface SharedBy {
  readonly same: readonly (readonly [TaskNumber, TaskNumber])[];
  readonly different: readonly (readonly [TaskNumber, TaskNumber])[];
}

/** Pairs each task with the first that has the same number (`same`), and those first ones with each other (`different`). */
export function sharedBy(numbers: Iterable<readonly [TaskNumber, number]>): SharedBy {
  const firsts = new Map<number, TaskNumber>();
  const same: [TaskNumber, TaskNumber][] = [];
  const different: [TaskNumber, TaskNumber][] = [];
  for (const [task, number] of numbers) {
    const first = firsts.get(number);
    if (first !== undefined) same.push([first, task]);
    else {
      for (const other of firsts.values()) different.push([other, task]);
      firsts.set(number, task);
    }
  }
  return { same, different };
}
