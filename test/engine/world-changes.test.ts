import fc from "fast-check";
import { expect, test } from "vitest";
import { nested } from "../../models/nested.ts";
import { codecOf } from "../../src/engine/codec/codec.ts";
import { Changes } from "../../src/engine/symmetry/changes.ts";
import { WorldChanges } from "../../src/engine/world-changes.ts";
import { FIRST_TASK, taskNumber } from "../../src/model/numbers.ts";
import { worldsOfRuns } from "./codec/shaped-run.ts";

test("what it says of worlds of a scope is what a search says of them packed", () => {
  fc.assert(
    fc.property(worldsOfRuns, ({ scope, worlds }) => {
      const { layout, read } = codecOf(nested.shape(scope));
      const changes = new Changes(nested, layout);
      const ofWorlds = new WorldChanges(nested, scope);
      const valuesOf = (world: object) => {
        const values = new Int32Array(layout.slots.length);
        read(world, values);
        return values;
      };
      for (const [index, after] of worlds.entries()) {
        const before = worlds[index - 1] ?? after;
        changes.from(valuesOf(before));
        expect(ofWorlds.isChanged(before, after)).toBe(changes.isChanged(valuesOf(after)));
      }
    }),
    { numRuns: 20 },
  );
});

const scope = { tasks: 1_000_000, containers: 1_000_000, kinds: ["uts"] as const, names: [], images: 1 };

test("it works beyond the scope: any name, and room for millions", () => {
  const changes = new WorldChanges(nested, scope);
  const world = nested.initial(scope);
  const doing = (operation: Parameters<typeof nested.apply>[1]): boolean => {
    const before = structuredClone(world);
    expect(nested.apply(world, operation, scope)).toBe("ok");
    return changes.isChanged(before, world);
  };
  const path = "/unnamed1";
  expect(doing({ op: "fork", task: FIRST_TASK })).toBe(true);
  expect(doing({ op: "fork", task: FIRST_TASK })).toBe(true);
  expect(doing({ op: "unshare", task: taskNumber(2), kinds: ["uts"] })).toBe(true);
  expect(doing({ op: "rename", task: FIRST_TASK, path, name: "any name" })).toBe(true);
  expect(doing({ op: "checkpoint", task: FIRST_TASK, path: "/any name", image: "one" })).toBe(true);
  expect(doing({ op: "checkpoint", task: FIRST_TASK, path: "/any name", image: "one" })).toBe(false);
  expect(doing({ op: "setns", task: taskNumber(3), path: "/any name" })).toBe(true);
  expect(doing({ op: "checkpoint", task: FIRST_TASK, path: "/any name", image: "one" })).toBe(true);
});
