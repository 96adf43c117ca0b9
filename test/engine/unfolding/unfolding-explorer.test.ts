/** A search that keeps worlds as orbits and numberings, by one worker. */
import { describe, expect, test } from "vitest";
import { nested } from "../../../models/nested.ts";
import { pinned } from "../../../models/pinned.ts";
import { subset } from "../../../models/subset.ts";
import { taskStruct } from "../../../models/task-struct.ts";
import { PROPERTIES } from "../../../src/catalogue.ts";
import { sumOfCalls } from "../../../src/engine/call-counts.ts";
import { MOST_FINALS } from "../../../src/engine/parallel/shared-memory.ts";
import type { Snapshot } from "../../../src/engine/parallel/snapshot.ts";
import { type SearchOptions, type SearchResult, search } from "../../../src/engine/search.ts";
import type { Model } from "../../../src/model/model.ts";
import type { Property } from "../../../src/model/property.ts";
import type { Scope } from "../../../src/model/scope.ts";
import { type PlainResult, plainSearch } from "../plain-search.ts";
import { forgetful } from "./forgetful.ts";

const scope: Scope = { tasks: 2, containers: 3, kinds: ["uts"], names: ["a", "b"], images: 0 };
const larger: Scope = { ...scope, tasks: 3 };
const sharing: SearchOptions = { sharing: true };

/** What both find. An operation that was never tried is counted by one of them alone. */
function common({ worlds, levels, depth, finals, complete, calls, verdicts }: PlainResult) {
  const tried = [...calls].filter(([, { ok, refused }]) => ok > 0 || Object.keys(refused).length > 0);
  return { worlds, levels, depth, finals, complete, verdicts, calls: new Map(tried) };
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((all, one) => all + one, 0);
}

/** What is so of every search, wherever it stops: its worlds are on its levels, and a call led to each but the first. */
function expectWhole({ worlds, levels, calls }: SearchResult): void {
  expect(sum(levels)).toBe(worlds);
  expect(sumOfCalls(calls).new).toBe(worlds - 1);
}

test.each<[Model]>([[nested], [subset], [taskStruct], [pinned]])(
  "$name: all is as a plain search has it",
  (model) => {
    const within: Scope = { ...scope, names: ["a"] };
    const found = search(model, PROPERTIES, within, sharing);
    expect(found.omission).toBe(0);
    expect(common(found)).toEqual(common(plainSearch(model, PROPERTIES, within)));
  },
);

describe("a bound on depth", () => {
  test.each([0, 1, 2, 3, 5, 8])("of %i: all is as a plain search has it", (depth) => {
    const found = search(nested, PROPERTIES, scope, { ...sharing, depth });
    expect(common(found)).toEqual(common(plainSearch(nested, PROPERTIES, scope, depth)));
    expectWhole(found);
  });

  test("claims about the worlds of the last level are checked, those about steps from them are not", () => {
    const { depth } = search(nested, [], scope, sharing);
    for (const last of [depth - 1, depth]) {
      const [ofWorlds, ofSteps] = search(nested, COUNTING, scope, { ...sharing, depth: last }).verdicts;
      const { levels, calls } = plainSearch(nested, [], scope, last);
      expect(ofWorlds?.cases).toBe(sum(levels));
      const { ok, refused } = sumOfCalls(calls);
      expect(ofSteps?.cases).toBe(ok + sum(Object.values(refused)));
    }
  });
});

const words = { claim: "", source: "a test" };

/** Claims that have a case in every world and on every step. */
const COUNTING: readonly Property[] = [
  { ...words, form: "always", name: "of-worlds", check: () => "holds" },
  { ...words, form: "on every step", name: "of-steps", check: () => "holds" },
];

describe("it stops before the end", () => {
  const all = search(nested, PROPERTIES, larger, sharing);

  /** Up to a place it is the whole search. */
  function expectBeginning(found: SearchResult): void {
    expectWhole(found);
    expect(found.complete).toBe(false);
    expect(found.worlds).toBeLessThan(all.worlds);
    const whole = found.levels.slice(0, -1);
    expect(whole).toEqual(all.levels.slice(0, whole.length));
  }

  test("where there are too many worlds", () => {
    const found = search(nested, PROPERTIES, larger, { ...sharing, worlds: 100 });
    expectBeginning(found);
    expect(found.worlds).toBeGreaterThanOrEqual(100);
  });

  test("where they take too much memory, and says so", () => {
    const memory = Math.floor(0.95 * all.bytes);
    const found = search(nested, PROPERTIES, larger, { ...sharing, memory });
    expectBeginning(found);
    expect(found.verdicts.map(({ why }) => why)).toContain(
      `the worlds take more than the ${memory / 2 ** 20} MiB that they may`,
    );
  });

  test("where it may take no memory at all", () => {
    expectBeginning(search(nested, PROPERTIES, larger, { ...sharing, memory: 1 }));
  });

  test("at whichever step it is asked to", () => {
    let steps = 0;
    const counting = (): undefined => {
      steps++;
    };
    search(nested, [], larger, { ...sharing, stop: counting });
    for (let last = 1; last < steps; last += Math.ceil(steps / 20)) {
      let left = last;
      const stop = () => (--left <= 0 ? "enough" : undefined);
      expectBeginning(search(nested, [], larger, { ...sharing, stop }));
    }
  });

  test("at the end of the level on which a claim is broken, with the history that the whole search has", () => {
    const found = search(nested, PROPERTIES, larger, { ...sharing, untilBroken: true });
    expectBeginning(found);
    const broken = ({ verdicts }: SearchResult) =>
      verdicts.flatMap(({ verdict, property, history }) =>
        verdict === "broken" ? [{ property, history }] : [],
      );
    expect(broken(found)).toEqual(broken(all));
    const [{ history = [] } = {}] = broken(found);
    expect(history.length).toBeGreaterThan(0);
    expect(found.levels).toEqual(all.levels.slice(0, history.length + 2));
  });
});

describe("worlds in which nothing can be tried", () => {
  const within: Scope = { tasks: 2, containers: 4, kinds: ["uts"], names: [], images: 0 };

  test("are those that are found where each world is expanded", () => {
    const seen = ({ finals, finalWorlds }: SearchResult) => ({
      finals,
      worlds: finalWorlds.map(({ tasks, containers, nsproxies }) => ({ tasks, containers, nsproxies })),
    });
    const shared = seen(search(pinned, [], within, sharing));
    expect(shared).toEqual(seen(search(pinned, [], within)));
    expect(shared.finals).toBeGreaterThan(1);
    expect(shared.worlds).toHaveLength(shared.finals);
  });

  test("are all counted, also where there are more than are kept", () => {
    const many: Scope = { ...within, names: ["a"] };
    const { finals, finalWorlds } = search(pinned, [], many, sharing);
    expect(finals).toBe(search(pinned, [], many).finals);
    expect(finals).toBeGreaterThan(MOST_FINALS);
    expect(finalWorlds).toHaveLength(MOST_FINALS);
  });
});

describe("a design that leaves references to numbers whose rows are gone", () => {
  test("is searched all the same, but nothing is shared", () => {
    const found = search(forgetful, COUNTING, scope, sharing);
    expect(found.sharing).toBe(false);
    expect(common(found)).toEqual(common(plainSearch(forgetful, COUNTING, scope)));
    expect(found.complete).toBe(true);
  });

  test("shares where it does not come to that", () => {
    const found = search(forgetful, COUNTING, { ...scope, tasks: 1 }, sharing);
    expect(found.sharing).toBe(true);
    expect(found.complete).toBe(true);
  });
});

describe("a search that goes on from another one", () => {
  /** What a search knows at the end of each level. */
  function snapshotsOf(model: Model, properties: readonly Property[], within: Scope): Snapshot[] {
    const snapshots: Snapshot[] = [];
    const copied = (parts: readonly Int32Array[]) => parts.map((part) => part.slice());
    const save = (snapshot: Snapshot): void => {
      const { visited, frontier } = snapshot;
      snapshots.push({ ...snapshot, visited: copied(visited), frontier: copied(frontier) });
    };
    search(model, properties, within, { ...sharing, save });
    return snapshots;
  }

  test("comes to the same, whichever level that was at the end of", () => {
    const whole = search(nested, PROPERTIES, scope, sharing);
    const snapshots = snapshotsOf(nested, PROPERTIES, scope);
    expect(snapshots.map(({ kind }) => kind)).toEqual(whole.levels.slice(1).map(() => "numbered"));
    for (const resume of snapshots)
      expect(common(search(nested, PROPERTIES, scope, { ...sharing, resume }))).toEqual(common(whole));
  });

  test("is refused where the design leads elsewhere now", () => {
    const fewer: typeof nested = {
      ...nested,
      apply: (world, operation, within) =>
        operation.op === "unshare" ? "ENOSPC" : nested.apply(world, operation, within),
    };
    const [resume] = snapshotsOf(nested, [], scope).slice(-1);
    expect(resume).toBeDefined();
    if (resume !== undefined)
      expect(() => search(fewer, [], scope, { ...sharing, resume })).toThrow(/not the one that was saved/);
  });
});
