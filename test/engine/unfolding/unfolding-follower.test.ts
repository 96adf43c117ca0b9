/** Several workers of a search that keeps worlds as orbits and numberings. */
import { describe, expect, test } from "vitest";
import { nested } from "../../../models/nested.ts";
import { subset } from "../../../models/subset.ts";
import { PROPERTIES } from "../../../src/catalogue.ts";
import { sumOfCalls } from "../../../src/engine/call-counts.ts";
import { CONTROL, COUNT, type SharedMemory } from "../../../src/engine/parallel/shared-memory.ts";
import type { Snapshot } from "../../../src/engine/parallel/snapshot.ts";
import { type SearchOptions, type SearchResult, search } from "../../../src/engine/search.ts";
import type { Model } from "../../../src/model/model.ts";
import type { Scope } from "../../../src/model/scope.ts";
import { searchWithCrew } from "../parallel/search-with-crew.ts";

/** Scopes with a level that is large enough for other workers to be started. */
const wide: Scope = { tasks: 2, containers: 4, kinds: ["uts", "net"], names: ["a"], images: 0 };
const named: Scope = { tasks: 3, containers: 3, kinds: ["uts", "net"], names: ["a"], images: 0 };
const SCOPES: readonly (readonly [name: string, model: Model, scope: Scope])[] = [
  ["nested with many containers", nested, wide],
  ["nested with many tasks", nested, named],
  ["subset", subset, { ...named, kinds: ["uts"] }],
];

const properties = PROPERTIES.filter(({ name }) =>
  ["never-leaves", "always-enterable", "nothing-leaks", "same-name-in-two-places"].includes(name),
);

/** What does not depend on how many workers there are. */
function common({ bytes: _, finalWorlds, ...found }: SearchResult) {
  return { ...found, finals: finalWorlds.map(({ tasks, containers }) => ({ tasks, containers })) };
}

function expectAllToHaveFound({ counts, control }: SharedMemory): void {
  for (const of of counts.slice(1)) expect(of[COUNT.worlds]).toBeGreaterThan(0);
  expect(control[CONTROL.shared]).toBeGreaterThan(0);
}

function together(options: Omit<SearchOptions, "crew">, others = 1) {
  return searchWithCrew(nested, properties, named, others, { sharing: true, ...options });
}

describe.each(SCOPES)("%s", (_, model, scope) => {
  const alone = search(model, properties, scope, { sharing: true });

  test.each([1, 2])("with %i others all is as with one worker", async (others) => {
    const { result, memory } = await searchWithCrew(model, properties, scope, others, { sharing: true });
    expect(common(result)).toEqual(common(alone));
    expectAllToHaveFound(memory);
  });
});

test("orbits change hands more than once, and it makes no difference", async () => {
  const { result, memory } = await together({});
  expect(memory.control[CONTROL.shared]).toBeGreaterThan(1);
  // At first the others have all orbits; later the leader has some again.
  expect(memory.counts.every((of) => (of[COUNT.worlds] ?? 0) > result.worlds / 10)).toBe(true);
});

describe("with others, as with one worker", () => {
  const { levels } = search(nested, [], named, { sharing: true });
  const widest = levels.indexOf(Math.max(...levels));

  test.each([widest + 2, levels.length + 1])("a search up to %i steps", async (depth) => {
    const { result, memory } = await together({ depth });
    expect(common(result)).toEqual(common(search(nested, properties, named, { sharing: true, depth })));
    expectAllToHaveFound(memory);
  });

  test("a search is stopped where it is asked to", async () => {
    const worlds = Math.floor(0.8 * levels.reduce((sum, level) => sum + level, 0));
    const { result, memory } = await together({ worlds }, 2);
    expectBeginning(result);
    expect(result.worlds).toBeGreaterThanOrEqual(worlds);
    expectAllToHaveFound(memory);
  });

  test("a search stops where worlds take too much memory", async () => {
    const whole = search(nested, [], named, { sharing: true });
    const { result } = await together({ memory: whole.bytes }, 2);
    expectBeginning(result);
    expect(result.verdicts.map(({ why }) => why).join()).toMatch(/MiB that they may/);
  });

  /** Up to a place it is the whole search. */
  function expectBeginning(found: SearchResult): void {
    expect(found.complete).toBe(false);
    expect(found.levels.reduce((sum, level) => sum + level, 0)).toBe(found.worlds);
    expect(sumOfCalls(found.calls).new).toBe(found.worlds - 1);
    const whole = found.levels.slice(0, -1);
    expect(whole).toEqual(levels.slice(0, whole.length));
  }
});

test("what several workers know at the end of a level one can go on from, and several what one knows", async () => {
  const alone = common(search(nested, properties, named, { sharing: true }));
  const [bySeveral, byOne] = [new Kept(), new Kept()];
  await together({ save: bySeveral.save }, 2);
  search(nested, properties, named, { sharing: true, save: byOne.save });
  const resumed = search(nested, properties, named, { sharing: true, resume: bySeveral.snapshot(12) });
  expect(common(resumed)).toEqual(alone);
  const { result, memory } = await together({ resume: byOne.snapshot(5) }, 2);
  expect(common(result)).toEqual(alone);
  expectAllToHaveFound(memory);
});

/** What a search knew at the end of each level. */
class Kept {
  readonly #snapshots: Snapshot[] = [];

  readonly save = (snapshot: Snapshot): void => {
    const copied = (parts: readonly Int32Array[]) => parts.map((part) => part.slice());
    const { visited, frontier } = snapshot;
    this.#snapshots.push({ ...snapshot, visited: copied(visited), frontier: copied(frontier) });
  };

  snapshot(level: number): Snapshot {
    const snapshot = this.#snapshots[level];
    if (snapshot === undefined) throw new RangeError(`there is no level ${level}`);
    return snapshot;
  }
}
