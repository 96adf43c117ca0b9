/** A search whose states are in objects finds what a search in memory finds. */
import fc from "fast-check";
import { expect, test } from "vitest";
import { nested } from "../../../models/nested.ts";
import { walkingKill } from "../../../models/walking-kill.ts";
import { eventually } from "../../../src/domains/containers/property.ts";
import type { ContainerScope } from "../../../src/domains/containers/scope.ts";
import type { SearchTask } from "../../../src/engine/search/search-task.ts";
import { search } from "../../../src/engine/search.ts";
import type { SearchResult } from "../../../src/engine/search-result.ts";
import { JobWorker } from "../../../src/engine/stored/job-worker.ts";
import { type Job, type JobRunner, type ResultOf, resultName } from "../../../src/engine/stored/jobs.ts";
import { divided } from "../../../src/model/property.ts";
import type { Verdict } from "../../../src/model/verdict.ts";
import { DamagedObject } from "../../../src/objects/objects.ts";
import { SealedObjects } from "../../../src/objects/sealed.ts";
import {
  CONTAINER_MODELS,
  CONTAINER_POINT_PROPERTIES,
  CONTAINER_PROPERTIES,
} from "../../container-models.ts";
import { MemoryObjects } from "../../objects/memory.ts";
import { NO_SCOPE } from "../drawn/design.ts";
import { drawCase } from "../drawn/found.ts";
import type { Looks } from "../drawn/rules.ts";
import { drawn } from "../drawn/tape.ts";
import { searchInStore, storageOf, told } from "./searched-in-store.ts";

const KINDS = ["uts", "net", "ipc"] as const;

/** Scopes of up to a few hundred worlds. */
const smallScope: fc.Arbitrary<ContainerScope> = fc
  .record({
    tasks: fc.integer({ min: 1, max: 3 }),
    containers: fc.integer({ min: 1, max: 3 }),
    kinds: fc.integer({ min: 1, max: 3 }).map((number) => KINDS.slice(0, number)),
    names: fc.subarray(["a", "b"], { maxLength: 2 }),
    images: fc.integer({ min: 0, max: 1 }),
  })
  .filter(({ tasks, kinds, names, images }) => tasks * kinds.length * (names.length + 1) * (images + 1) <= 6);

const how = fc.record(
  {
    symmetry: fc.boolean(),
    depth: fc.integer({ min: 0, max: 9 }),
    untilBroken: fc.boolean(),
  },
  { requiredKeys: ["symmetry"] },
);

test("worlds, levels, calls, cases, verdicts and histories are the same, of every design", async () => {
  await fc.assert(
    fc.asyncProperty(fc.constantFrom(...CONTAINER_MODELS), smallScope, how, async (model, scope, options) => {
      const all = { comparisons: "some", ...options } as const;
      const stored = await searchInStore(model, CONTAINER_POINT_PROPERTIES, scope, all);
      // In memory one of the states that differ in names is expanded and compared for all.
      const found = (result: SearchResult) => told({ ...result, compared: 0 });
      expect(found(stored)).toEqual(found(search(model, CONTAINER_POINT_PROPERTIES, scope, all)));
    }),
    { numRuns: 12 },
  );
});

/** Up to symmetry, with one kind, and with two, whose states are folded; and without symmetry. */
const SCOPES_OF_RUNS: readonly (readonly [symmetry: boolean, scope: ContainerScope])[] = [
  [true, { tasks: 3, containers: 3, kinds: ["uts"], names: ["a"], images: 0, handles: 1 }],
  [true, { tasks: 2, containers: 2, kinds: ["uts", "net"], names: ["a"], images: 0, handles: 1 }],
  [false, { tasks: 2, containers: 2, kinds: ["uts"], names: ["a"], images: 0, handles: 1 }],
];

const ON_RUNS = divided(CONTAINER_PROPERTIES).onRuns;

/** A user-defined property: as exit is fair, it is kept unless a task can put off its exit for ever. */
const ENDS = eventually({
  name: "ends",
  claim: "each task ends",
  source: "this test",
  of: "task",
  fair: { exit: "weak" },
  isMet: () => false,
  broken: (_, task) => `task ${task} never ends`,
});

test.each(CONTAINER_MODELS.map((model) => [model.name, model] as const))(
  "%s: what is promised of runs that never end is decided as in memory",
  async (_, model) => {
    for (const [symmetry, scope] of SCOPES_OF_RUNS) {
      const options = { symmetry, comparisons: "some" } as const;
      const stored = await searchInStore(model, [...ON_RUNS, ENDS], scope, options);
      const inMemory = search(model, [...ON_RUNS, ENDS], scope, options);
      expect(stored.verdicts.map(asJudged)).toEqual(inMemory.verdicts.map(asJudged));
      expect(stored.verdicts.map(({ verdict }) => verdict)).not.toContain("not-decided");
    }
  },
);

test.each([
  ["worlds", 2 ** 10, "the worlds of the runs exceed the limit of 0 MiB"],
  ["graph", 2 ** 15, "the graph of the runs exceeds the 0 MiB left for it"],
])(
  "where the %s of the runs would take too much memory, they are not decided, and it says so",
  async (_, memory, why) => {
    const options = { symmetry: false, comparisons: "some" } as const;
    const storage = storageOf({ memory });
    const { verdicts, complete } = await searchInStore(nested, ON_RUNS, SCOPE, options, storage);
    expect(complete).toBe(true);
    for (const { verdict, why: told } of verdicts) expect([verdict, told]).toEqual(["not-decided", why]);
  },
);

test("where a property on runs fails, the history is told that leads there", async () => {
  const failing = eventually({
    name: "failing",
    claim: "fails where two tasks live",
    source: "this test",
    of: "task",
    isMet: ({ tasks }) => {
      if (tasks.size === 2) throw new RangeError("not this world");
      return false;
    },
    broken: () => "never",
  });
  const scope = { ...SCOPE, kinds: ["uts"] } as const;
  await expect(searchInStore(nested, [failing], scope, OPTIONS)).rejects.toMatchObject({
    message: "not this world",
    depth: 1,
    history: [expect.objectContaining({ op: "fork" })],
  });
});

/** The verdict without its events: which of the shortest loops it shows depends on the order in which states were found. */
function asJudged({ history, loop, why, ...verdict }: Verdict): object {
  return { ...verdict, isKept: why === "", loop, events: history?.length };
}

test.each<Looks>(["at neither", "at values", "at numbers"])(
  "and of drawn designs that look %s",
  async (looks) => {
    await fc.assert(
      fc.asyncProperty(
        drawn((tape) => drawCase(tape, looks)),
        async ({ model, properties }) => {
          const options = { symmetry: true, depth: 4 };
          const stored = await searchInStore(model, properties, NO_SCOPE, options);
          const inMemory = search(model, properties, NO_SCOPE, options);
          if (looks !== "at values") expect(told(stored)).toEqual(told(inMemory));
          else expect(found(stored)).toEqual(found(inMemory));
        },
      ),
      { numRuns: 3, endOnFailure: true },
    );
  },
);

/**
 * What is found, but not how. A drawn property that remembers what it found in a world is noticed only when it is shown the same object again, which
 * depends on which calls were tried in one piece. Once it is noticed, nothing is opaque, and other members of orbits are compared.
 */
function found(result: SearchResult): object {
  return { ...told(result), opaque: undefined, compared: undefined, partlyCompared: undefined };
}

const SCOPE: ContainerScope = { tasks: 2, containers: 3, kinds: ["uts", "net"], names: ["a"], images: 0 };
const OPTIONS = { symmetry: true, comparisons: "some" } as const;

/** Does a number of jobs, and then dies. `DyingObjects` may die within a job. */
class Mortal implements JobRunner {
  readonly #worker: JobWorker;
  readonly #life: { left: number };

  constructor(worker: JobWorker, life: { left: number }) {
    this.#worker = worker;
    this.#life = life;
  }

  async run<J extends Job>(jobs: readonly J[]): Promise<ResultOf<J>[]> {
    const results: ResultOf<J>[] = [];
    for (const job of jobs) {
      if (this.#life.left-- <= 0) throw new Killed();
      results.push(await this.#worker.perform(job));
    }
    return results;
  }
}

class Killed extends Error {}

test("killed after any job, or in the midst of what comes after, it goes on to the same", async () => {
  const expected = told(search(nested, CONTAINER_POINT_PROPERTIES, SCOPE, OPTIONS));
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.nat(25), { minLength: 1, maxLength: 6 }),
      fc.nat(30),
      async (lives, writes) => {
        const kept = new MemoryObjects();
        for (const left of lives) {
          const life = { left };
          const objects = new SealedObjects(new DyingObjects(kept, left * 3 + writes), "test");
          const runnerOf = (task: SearchTask) => new Mortal(new JobWorker(task, { objects }), life);
          await searchInStore(
            nested,
            CONTAINER_POINT_PROPERTIES,
            SCOPE,
            OPTIONS,
            storageOf({ objects, runnerOf }),
          ).catch((error: unknown) => expect(error).toBeInstanceOf(Killed));
        }
        const objects = new SealedObjects(kept, "test");
        const stored = await searchInStore(
          nested,
          CONTAINER_POINT_PROPERTIES,
          SCOPE,
          OPTIONS,
          storageOf({ objects }),
        );
        expect(told(stored)).toEqual(expected);
      },
    ),
    { numRuns: 8 },
  );
});

const RUNS_OF_KILL: ContainerScope = {
  tasks: 3,
  containers: 3,
  kinds: ["uts"],
  names: [],
  images: 0,
  handles: 1,
};

test("killed, and gone on with, it decides what is promised of runs as it would have", async () => {
  const expected = told(await searchInStore(walkingKill, ON_RUNS, RUNS_OF_KILL, OPTIONS));
  expect(JSON.stringify(expected)).toContain('"broken"');
  await fc.assert(
    fc.asyncProperty(fc.array(fc.nat(60), { minLength: 1, maxLength: 4 }), async (lives) => {
      const kept = new MemoryObjects();
      for (const writes of lives) {
        const objects = new SealedObjects(new DyingObjects(kept, writes), "test");
        await searchInStore(walkingKill, ON_RUNS, RUNS_OF_KILL, OPTIONS, storageOf({ objects })).catch(
          (error: unknown) => expect(error).toBeInstanceOf(Killed),
        );
      }
      const objects = new SealedObjects(kept, "test");
      const stored = await searchInStore(walkingKill, ON_RUNS, RUNS_OF_KILL, OPTIONS, storageOf({ objects }));
      expect(told(stored)).toEqual(expected);
    }),
    { numRuns: 6 },
  );
});

/** Objects that allow a number of writes and removals before the process dies. */
class DyingObjects extends MemoryObjects {
  readonly #kept: MemoryObjects;
  #left: number;

  constructor(kept: MemoryObjects, left: number) {
    super();
    this.#kept = kept;
    this.#left = left;
  }

  override async put(name: string, bytes: Uint8Array): Promise<number> {
    if (this.#left-- <= 0) throw new Killed();
    return this.#kept.put(name, bytes);
  }

  override get(name: string): Promise<Uint8Array | undefined> {
    return this.#kept.get(name);
  }

  override list(prefix: string): Promise<string[]> {
    return this.#kept.list(prefix);
  }

  override async remove(names: readonly string[]): Promise<void> {
    for (const name of names) {
      if (this.#left-- <= 0) throw new Killed();
      await this.#kept.remove([name]);
    }
  }
}

test("a job that is done twice writes the same twice", async () => {
  const kept = new MemoryObjects();
  const objects = new SealedObjects(kept, "test");
  const runnerOf = (task: SearchTask): JobRunner => ({
    run: async (jobs) => {
      const results = [];
      for (const job of jobs) {
        const worker = new JobWorker(task, { objects });
        const first = await worker.perform(job);
        const written = new Map(kept.all);
        await objects.remove([resultName(job.name)]);
        // Another worker, which has done no job before.
        expect(await new JobWorker(task, { objects }).perform(job)).toEqual(first);
        expect(kept.all).toEqual(written);
        results.push(first);
      }
      return results;
    },
  });
  await searchInStore(nested, CONTAINER_POINT_PROPERTIES, SCOPE, OPTIONS, storageOf({ objects, runnerOf }));
});

test("a bound that a scope does not exceed leaves nothing undecided", async () => {
  const { worlds } = search(nested, [], SCOPE, OPTIONS);
  const upTo = (most: number) =>
    searchInStore(
      nested,
      [],
      SCOPE,
      { ...OPTIONS, worlds: most },
      storageOf({ objects: new MemoryObjects() }),
    );
  expect(await upTo(worlds)).toMatchObject({ worlds, complete: true });
  expect(await upTo(worlds - 1)).toMatchObject({ complete: false });
});

test("an object that is damaged or missing is noticed, and named", async () => {
  const kept = new MemoryObjects();
  const objects = new SealedObjects(kept, "test");
  const storage = storageOf({ objects });
  await searchInStore(nested, [], SCOPE, { ...OPTIONS, worlds: 60 }, storage);
  const lists = [...kept.all.keys()].filter((name) => /\/(?:new|known)-\d+\.\d+$/.test(name));
  expect(lists.length).toBeGreaterThan(10);
  const needed: string[] = [];
  for (const name of lists) {
    const whole = kept.all.get(name) ?? new Uint8Array();
    kept.all.set(name, whole.slice(0, -1));
    const copy = new MemoryObjects();
    for (const [one, bytes] of kept.all) copy.all.set(one, bytes);
    kept.all.set(name, whole);
    const error = await searchInStore(
      nested,
      [],
      SCOPE,
      OPTIONS,
      storageOf({ objects: new SealedObjects(copy, "test") }),
    ).then(
      () => undefined,
      (thrown: unknown) => thrown,
    );
    if (error === undefined) continue; // needed only for counterexamples
    expect(error).toBeInstanceOf(DamagedObject);
    expect(error).toMatchObject({ object: name });
    needed.push(name);
  }
  expect(needed.length).toBeGreaterThan(3);
});
