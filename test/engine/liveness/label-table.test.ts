import fc from "fast-check";
import { expect, test } from "vitest";
import { nested } from "../../../models/nested.ts";
import { exitEnds } from "../../../properties/exit-ends.ts";
import { killedGoes } from "../../../properties/killed-goes.ts";
import { StateSpace } from "../../../src/engine/expand/state-space.ts";
import { AskedOnRuns } from "../../../src/engine/liveness/asked-on-runs.ts";
import { LabelTable } from "../../../src/engine/liveness/label-table.ts";
import { NumbersOfSort } from "../../../src/engine/liveness/numbers.ts";
import type { OnRuns } from "../../../src/model/on-runs.ts";

const SCOPE = { tasks: 3, containers: 2, kinds: ["uts"], names: [], images: 0 } as const;
const space = new StateSpace(nested, SCOPE, { symmetry: false });
const tasks = new NumbersOfSort(space, "task");
const containers = new NumbersOfSort(space, "container");
// Cast to the general form of a property on runs.
const about: readonly (readonly [OnRuns, NumbersOfSort | undefined])[] = [
  [killedGoes as OnRuns, containers],
  [exitEnds as OnRuns, tasks],
  [killedGoes as OnRuns, undefined],
];

interface Drawn {
  readonly call: number;
  readonly caller: number;
  readonly isChange: boolean;
  /** Whether each task, and each container, is there after the step. */
  readonly tasks: readonly boolean[];
  readonly containers: readonly boolean[];
  readonly means: readonly (readonly [number, number])[];
}

const times = <Item>(item: fc.Arbitrary<Item>, length: number) =>
  fc.array(item, { minLength: length, maxLength: length });

const anyLabel: fc.Arbitrary<Drawn> = fc.record({
  call: fc.nat(3),
  caller: fc.integer({ min: 1, max: 3 }),
  isChange: fc.boolean(),
  tasks: times(fc.boolean(), 3),
  containers: times(fc.boolean(), 2),
  means: times(fc.tuple(fc.nat(3), fc.integer({ min: -1, max: 3 })), about.length),
});

function write(table: LabelTable, drawn: Drawn): void {
  const after = space.values();
  for (const [sort, there] of [
    ["task", drawn.tasks],
    ["container", drawn.containers],
  ] as const)
    for (const { number, from } of space.part.control.rows.filter((row) => row.sort === sort))
      after[from] = there[number - 1] ? 1 : 0;
  table.begin(drawn.call, drawn.caller, drawn.isChange);
  table.follow(after, undefined);
  for (const [question, [owes, allows]] of drawn.means.entries()) table.means(question, owes, allows);
}

test("each label has one place, which says what it does, however many there are", () => {
  fc.assert(
    fc.property(fc.array(anyLabel, { maxLength: 2500, size: "max" }), (all) => {
      const asked = about.map(([property, numbers]) => new AskedOnRuns(property, numbers));
      const table = new LabelTable(tasks, [containers, tasks], asked);
      const places = new Map<string, number>();
      for (const drawn of all) {
        const key = JSON.stringify(drawn);
        write(table, drawn);
        expect(table.owes(table.count, 0)).toBe(drawn.means[0]?.[0]);
        expect(table.allows(table.count, 2)).toBe(drawn.means[2]?.[1]);
        expect(table.find()).toBe(places.get(key));
        const place = table.intern();
        expect(place).toBe(places.get(key) ?? places.size);
        places.set(key, place);
      }
      expect(table.count).toBe(places.size);
      for (const [key, label] of places) {
        // As it was written above.
        const drawn = JSON.parse(key) as Drawn;
        expect([table.callOf(label), table.callerOf(label), table.isChange(label)]).toEqual([
          drawn.call,
          drawn.caller,
          drawn.isChange,
        ]);
        expect(drawn.tasks.map((_, task) => table.taskAfter(label, task + 1))).toEqual(
          drawn.tasks.map((isThere, task) => (isThere ? task + 1 : 0)),
        );
        expect(drawn.tasks.map((_, thing) => table.thingAfter(label, 1, thing))).toEqual(
          drawn.tasks.map((isThere, thing) => (isThere ? thing : -1)),
        );
        expect(drawn.containers.map((_, thing) => table.thingAfter(label, 0, thing))).toEqual(
          drawn.containers.map((isThere, thing) => (isThere ? thing : -1)),
        );
        expect(table.thingAfter(label, 2, 0)).toBe(0);
        expect(
          drawn.means.map((_, question) => [table.owes(label, question), table.allows(label, question)]),
        ).toEqual(drawn.means);
      }
    }),
    { numRuns: 5, endOnFailure: true },
  );
});

test("thousands of labels take more room, and each is found again", () => {
  const table = new LabelTable(tasks, [], []);
  const before = table.bytes;
  for (const round of ["new", "known"])
    for (let call = 0; call < 3000; call++) {
      table.begin(call, 1 + (call % 3), call % 2 === 0);
      expect(table.find()).toBe(round === "new" ? undefined : call);
      expect(table.intern()).toBe(call);
    }
  expect(table.count).toBe(3000);
  expect([table.callOf(2999), table.callerOf(2999), table.isChange(2999)]).toEqual([2999, 3, false]);
  expect(table.bytes).toBeGreaterThan(before);
});
