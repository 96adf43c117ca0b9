/** A design that looks at which namespaces are the same is detected, however little it looks, and searched with nothing opaque. */
import { describe, expect, test } from "vitest";
import { NestedRules, nested, nestedCalls, type World } from "../../models/nested.ts";
import type { ContainerModel } from "../../src/domains/containers/container-model.ts";
import { defineModel } from "../../src/domains/containers/define-model.ts";
import { isInUse } from "../../src/domains/containers/is-in-use.ts";
import type { ContainerObservation, Namespaces } from "../../src/domains/containers/observation.ts";
import { always, onEveryStep, sometimes } from "../../src/domains/containers/property.ts";
import type { ContainerScope } from "../../src/domains/containers/scope.ts";
import { Expander } from "../../src/engine/expand/expander.ts";
import { OpenProperties } from "../../src/engine/expand/open-properties.ts";
import type { Memory } from "../../src/engine/expand/property-view.ts";
import { StateSpace } from "../../src/engine/expand/state-space.ts";
import { searchOnce } from "../../src/engine/search/single-search.ts";
import { search } from "../../src/engine/search.ts";
import { type ContainerNumber, FIRST_TASK, ROOT, type TaskNumber } from "../../src/model/numbers.ts";
import type { Outcome } from "../../src/model/outcome.ts";
import type { PointProperty } from "../../src/model/property.ts";
import { record, reference, table } from "../../src/model/shape.ts";
import { add, at, count, living, type Table } from "../../src/world/table.ts";
import { CONTAINER_PROPERTIES } from "../container-models.ts";

const SCOPE: ContainerScope = { tasks: 3, containers: 3, kinds: ["uts", "net"], names: ["a"], images: 0 };

function derived(name: string, rules: NestedRules): ContainerModel {
  const { summary, source, shows } = nested;
  return defineModel(rules, { name, summary, source, shows, calls: nestedCalls });
}

/** No task may enter a container with which it shares the uts namespace. */
const entersOthersOnly = derived(
  "enters-others-only",
  new (class extends NestedRules {
    override enter(
      world: World,
      operation: Parameters<NestedRules["enter"]>[1],
      container: ContainerNumber,
    ): Outcome {
      const { nsproxy } = at(world.containers, container);
      const own = this.namespacesOf(world, operation.task);
      if (nsproxy !== null && at(world.nsproxies, nsproxy).namespaces.uts === own.uts) return "EBUSY";
      return super.enter(world, operation, container);
    }
  })(),
);

/** A new container that shares net with the root gets all of the root's namespaces. */
const sharesWithTheRoot = derived(
  "shares-with-the-root",
  new (class extends NestedRules {
    override goInto(...[world, task, container, namespaces]: Parameters<NestedRules["goInto"]>): void {
      const root = living(world.nsproxies).find((one) => at(world.nsproxies, one).container === ROOT);
      const first = root === undefined ? undefined : at(world.nsproxies, root).namespaces;
      const shared =
        first !== undefined && first.net === namespaces.net ? { ...namespaces, ...first } : namespaces;
      super.goInto(world, task, container, shared);
    }
  })(),
);

const without = (model: ContainerModel): ContainerModel => ({ ...model, numbersMatter: true });

describe.each([entersOthersOnly, sharesWithTheRoot])("$name", (model) => {
  test("is searched with nothing opaque, and comes to what a search without symmetry does", () => {
    const found = search(model, CONTAINER_PROPERTIES, SCOPE, { symmetry: true });
    const whole = search(without(model), CONTAINER_PROPERTIES, SCOPE, { symmetry: true });
    expect(found).toMatchObject({ symmetry: true, opaque: [], asymmetries: [] });
    expect(whole).toMatchObject({ symmetry: false });
    const withoutCases = ({ verdicts }: typeof found) => verdicts.map(({ cases: _, ...verdict }) => verdict);
    expect(withoutCases(found)).toEqual(withoutCases(whole));
  });
});

test("a design may take new namespaces from the top of many numbers", () => {
  const MOST = 260;
  const fromTheTop: ContainerModel = {
    name: "from-the-top",
    summary: "a test",
    source: "a test",
    domain: nested.domain,
    calls: { fork: [], uts: [], net: [] },
    shows: [],
    initial: (): Sets => ({ tasks: [null, { uts: MOST, net: MOST }] }),
    shape: ({ tasks }) =>
      record({
        tasks: table("task", tasks, record({ uts: reference("uts", MOST), net: reference("net", MOST) })),
      }),
    callers: (world) => living((world as Sets).tasks), // made by `initial`, as below
    *operations(_, task) {
      for (const op of ["fork", "uts", "net"]) yield { op, task };
    },
    apply(world, { op, task }, { tasks }) {
      const { tasks: sets } = world as Sets;
      if (op === "fork" && count(sets) === tasks) return "EAGAIN";
      if (op === "fork") add(sets, { ...at(sets, task) });
      else if (op === "uts" || op === "net") {
        const used = sets.map((set) => set?.[op]);
        let free = MOST;
        while (used.includes(free)) free--;
        at(sets, task)[op] = free;
      }
      return "ok";
    },
    observe: () => nested.observe(nested.initial(SCOPE), SCOPE),
  };
  const about = { claim: "A test.", source: "a test" };
  const properties = [
    onEveryStep({ name: "on-change", ...about, when: "changed", check: () => "holds" }),
    onEveryStep({
      name: "asks-for-change",
      ...about,
      check: ({ changed }) => (changed ? "holds" : "no case"),
    }),
  ];
  const { folded, plain } = foundBothWays(properties, fromTheTop);
  expect(plain?.worlds).toBe(15);
  expect(folded).toEqual(plain);
});

/** Sets of namespaces by task. */
interface Sets {
  readonly tasks: Table<TaskNumber, { uts: number; net: number }>;
}

test("a design that looks in one way to share among many is found out where levels are not large", () => {
  const sharesNetInPairs = ({ nsproxies }: World): boolean => {
    const sets = living(nsproxies).map((one) => at(nsproxies, one).namespaces);
    const nets = sets.map(({ net }) => sets.filter((other) => other.net === net).length);
    return nets.join() === "2,2,2,2" && new Set(sets.map(({ uts }) => uts)).size === 4;
  };
  const rarelyForks = derived(
    "rarely-forks",
    new (class extends NestedRules {
      override fork(...[world, ...call]: Parameters<NestedRules["fork"]>): Outcome {
        return sharesNetInPairs(world) ? "EBUSY" : super.fork(world, ...call);
      }
    })(),
  );
  const scope: ContainerScope = { ...SCOPE, tasks: 4, containers: 4, names: [] };
  const { opaque, calls } = search(rarelyForks, [], scope, { symmetry: true });
  expect(opaque).toEqual([]);
  expect(calls.get("fork")?.refused.EBUSY).toBeGreaterThan(0);
});

test("a design that fails with numbers that no search comes to is searched with nothing opaque", () => {
  const strict: ContainerModel = {
    ...nested,
    apply(world, operation, scope) {
      const { nsproxies } = world as World; // made by nested
      for (const nsproxy of living(nsproxies))
        if ((at(nsproxies, nsproxy).namespaces.net ?? 0) > SCOPE.tasks + 1)
          throw new Error("so many there are not");
      return nested.apply(world as World, operation as Parameters<typeof nested.apply>[1], scope);
    },
  };
  const [found, expected] = [strict, nested].map((model) => search(model, [], SCOPE, { symmetry: true }));
  expect(found).toMatchObject({ opaque: [], worlds: expected?.worlds, levels: expected?.levels });
});

test("a design that only copies is searched with its namespaces opaque", () => {
  expect(search(nested, CONTAINER_PROPERTIES, SCOPE, { symmetry: true }).opaque).toEqual([
    "uts namespace",
    "net namespace",
  ]);
});

/** How many different sets of namespaces the tasks have. */
const setsOf = (tasks: ReadonlyMap<unknown, { readonly namespaces: object }>): number =>
  new Set([...tasks.values()].map(({ namespaces }) => JSON.stringify(namespaces))).size;

const ABOUT_NAMESPACES: PointProperty[] = [
  always({
    name: "few-sets",
    claim: "Three tasks never have three sets of namespaces.",
    source: "a test",
    check: ({ tasks }) => (setsOf(tasks) < 3 ? "holds" : { broken: "three sets" }),
  }),
  always({
    name: "never-only-net",
    claim: "No two tasks share net and not uts.",
    source: "a test",
    check({ tasks }) {
      const all = [...tasks.values()];
      const isSo = all.some((one) =>
        all.some(
          (other) =>
            one.namespaces.net === other.namespaces.net && one.namespaces.uts !== other.namespaces.uts,
        ),
      );
      return isSo ? { broken: "only net" } : "holds";
    },
  }),
  onEveryStep({
    name: "copies-rows",
    claim: "A call that changes the world leaves every task's set of namespaces as it was.",
    source: "a test",
    when: "changed",
    check({ before, after }) {
      const sets = (world: typeof before) =>
        new Map([...world.tasks].map(([task, row]) => [task, JSON.stringify({ ...row }.namespaces)]));
      const later = sets(after);
      for (const [task, set] of sets(before))
        if (later.has(task) && later.get(task) !== set) return { broken: `task ${task} has others` };
      return "holds";
    },
  }),
];

test("properties about namespaces find what they find without symmetry", () => {
  const found = search(nested, ABOUT_NAMESPACES, SCOPE, { symmetry: true });
  const whole = search(nested, ABOUT_NAMESPACES, SCOPE);
  expect(found.opaque).toHaveLength(2);
  const withoutCases = ({ verdicts }: typeof found) => verdicts.map(({ cases: _, ...verdict }) => verdict);
  expect(withoutCases(found)).toEqual(withoutCases(whole));
  expect(found.verdicts.map(({ verdict }) => verdict)).toEqual(["broken", "broken", "broken"]);
});

test("a property may copy a step, and finds there whether it has changed the world", () => {
  const copying = onEveryStep({
    name: "always-changes",
    claim: "Every call that succeeds changes the world.",
    source: "a test",
    when: "ok",
    check: (step) => ({ ...step }).changed ? "holds" : { broken: "no change" },
  });
  const reading = onEveryStep({
    ...copying,
    check: ({ changed }) => (changed ? "holds" : { broken: "no change" }),
  });
  const [copied, read] = [copying, reading].map((property) => foundBothWays([property]));
  expect(copied).toEqual(read);
  expect(copied?.plain?.verdicts[0]?.history?.length).toBeGreaterThan(0);
});

/** What a search finds with namespaces opaque, and with nothing opaque: these must be the same, down to the number of cases. */
function foundBothWays(properties: readonly PointProperty[], model: ContainerModel = nested) {
  const [folded, plain] = [true, false].map((dataIndependence) => {
    const how = {
      model,
      properties,
      scope: SCOPE,
      symmetry: true,
      dataIndependence,
      renaming: false,
      comparisons: "some",
    } as const;
    const { opaque: _, bytes: __, compared: ___, ...found } = finished(searchOnce(how));
    return found;
  });
  return { folded, plain };
}

function finished<Result>(run: Generator<unknown, Result>): Result {
  for (let next = run.next(); ; next = run.next()) if (next.done) return next.value;
}

/** Ways to read a task's set of namespaces. */
const WAYS: Readonly<Record<string, (row: { readonly namespaces: Namespaces }) => unknown>> = {
  "by its kinds": ({ namespaces }) => `${namespaces.uts} ${namespaces.net}`,
  "of one kind": ({ namespaces }) => namespaces.net,
  "by a destructured kind": ({ namespaces: { uts, ...others } }) => `${uts} ${others.net}`,
  "from a copy": (row) => JSON.stringify({ ...{ ...row }.namespaces }),
  "by entries": ({ namespaces }) => Object.entries(namespaces).join(),
  "by values": ({ namespaces }) => Object.values(namespaces).join(),
  "as JSON": (row) => JSON.stringify(row),
  "from a clone": (row) => structuredClone(row).namespaces.uts,
  "by assignment": ({ namespaces }) => Object.assign<{ net?: number }, Namespaces>({}, namespaces).net,
  "by reflection": ({ namespaces }) => Reflect.get(namespaces, "uts"),
};

/** Properties that read namespaces in one way: in states, in steps, in what an attempt leads to, and only after reading other things. */
function propertiesReading([way, read]: [
  string,
  (row: { readonly namespaces: Namespaces }) => unknown,
]): PointProperty[] {
  const about = (name: string) => ({ name: `${name} ${way}`, claim: "A test.", source: "a test" });
  return [
    sometimes({
      ...about("shared"),
      check: ({ tasks }) =>
        new Set([...tasks.values()].map(read)).size < tasks.size - 1 ? "holds" : "no case",
    }),
    always({
      ...about("late"),
      check: ({ tasks, containers }) =>
        containers.size > 2 && new Set([...tasks.values()].map(read)).size === 2 ? "holds" : "no case",
    }),
    always({
      ...about("tried"),
      check({ tasks }, _scope, attempt) {
        const after = [...tasks.keys()].map((task) =>
          attempt("setns", task, { path: "/" })?.after.tasks.get(task),
        );
        return new Set(after.map((row) => row && read(row))).size === 2 ? "holds" : "no case";
      },
    }),
    onEveryStep({
      ...about("kept"),
      check({ before, operation, after }) {
        const [earlier, later] = [before, after].map(({ tasks }) => tasks.get(operation.task));
        if (earlier === undefined || later === undefined || read(earlier) === read(later)) return "no case";
        const like = [...after.tasks.values()].filter((row) => read(row) === read(later));
        return like.length > 1 ? "holds" : { broken: "a set of its own" };
      },
    }),
  ];
}

test("a property has the same cases and verdict whether namespaces are opaque or not, however it reads them", () => {
  const properties = Object.entries(WAYS).flatMap(propertiesReading);
  const { folded, plain } = foundBothWays(properties);
  expect(folded).toEqual(plain);
  for (const verdict of plain?.verdicts ?? []) expect(verdict?.cases).toBeGreaterThan(0);
});

/** Properties that cannot tell who shares: of each sort, they read only one value that existed before, and new ones. */
const READING_ONE: readonly PointProperty[] = [
  onEveryStep({
    name: "keeps",
    claim: "A call leaves the caller its namespaces.",
    source: "a test",
    check({ before, operation: { task }, after }) {
      const [earlier, later] = [before, after].map(({ tasks }) => tasks.get(task)?.namespaces);
      if (earlier === undefined || later === undefined) return "no case";
      return earlier.uts === later.uts && earlier.net === later.net ? "holds" : { broken: "another one" };
    },
  }),
  onEveryStep({
    name: "makes",
    claim: "What unshare gives of the kinds named is nobody else's.",
    source: "a test",
    on: ["unshare"],
    when: "ok",
    check({ before, operation: { task, kinds = [] }, after }) {
      const made = after.tasks.get(task)?.namespaces ?? {};
      return kinds.some((kind) => isInUse(before, kind, made[kind])) ? { broken: "in use" } : "holds";
    },
  }),
  always({
    name: "has-one",
    claim: "The task with the lowest number has a namespace of kind uts.",
    source: "a test",
    check: ({ tasks: { size }, tasks }) =>
      size < 2
        ? "no case"
        : [...tasks.values()][0]?.namespaces.uts === undefined
          ? { broken: "none" }
          : "holds",
  }),
];

/** One that can: it asks who has a namespace that existed before. */
const askingForHolders = onEveryStep({
  name: "entered",
  claim: "No task but the caller has the namespace that it has afterwards.",
  source: "a test",
  when: "changed",
  check({ before, operation: { task }, after }) {
    const now = after.tasks.get(task)?.namespaces.uts;
    if (now === undefined || before.tasks.get(task)?.namespaces.uts === now) return "no case";
    return isInUse(before, "uts", now) ? { broken: "in use" } : "holds";
  },
});

test("a property that reads one value, new ones, or asks whether one is in use, finds what it finds without opaque ones", () => {
  const { folded, plain } = foundBothWays([...READING_ONE, askingForHolders]);
  expect(folded).toEqual(plain);
  expect(plain?.verdicts.map((verdict) => verdict?.verdict)).toEqual(["broken", "holds", "holds", "broken"]);
  for (const verdict of plain?.verdicts ?? []) expect(verdict?.cases).toBeGreaterThan(0);
});

/** Expands all states of a control form with several holders: for each property whether it remembers (1), and how many states there are. */
function expandShared(memory: Memory, ...properties: readonly PointProperty[]) {
  const space = new StateSpace(nested, SCOPE, { symmetry: true, looked: new Set() });
  const values = space.first();
  space.carryOut(values, { op: "fork", task: FIRST_TASK }, values);
  space.carryOut(values, { op: "unshare", task: FIRST_TASK, kinds: ["uts"] }, values);
  space.locate(values);
  const states = Array.from({ length: space.sharing.combinations() }, (_, combination) => combination);
  const open = new OpenProperties(
    properties.map((property, index) => ({ property, index })),
    Object.keys(nested.calls),
  );
  const expander = new Expander(space, properties.length, undefined, memory);
  const { remembers } = expander.expand(space.words.slice(), 0, states, open);
  return { remembers: [...remembers], states: states.length };
}

test.each<[Memory]>([["remember nothing"], ["may remember"]])(
  "of properties that %s it is asked once for all states, and once more, or in each",
  (memory) => {
    const asked = { reading: 0, comparing: 0, others: 0 };
    const about = (name: string) => ({ name, claim: "A test.", source: "a test" });
    const { remembers, states } = expandShared(
      memory,
      always({
        ...about("reading"),
        check({ tasks }) {
          asked.reading++;
          return tasks.get(FIRST_TASK)?.namespaces.uts === undefined ? "no case" : "holds";
        },
      }),
      always({
        ...about("comparing"),
        check({ tasks }) {
          asked.comparing++;
          return new Set([...tasks.values()].map(({ namespaces }) => namespaces.uts)).size > 1
            ? "holds"
            : "no case";
        },
      }),
      always({
        ...about("others"),
        check({ tasks }) {
          asked.others++;
          return tasks.size > 1 ? "holds" : "no case";
        },
      }),
    );
    expect(states).toBeGreaterThan(2);
    const reading = memory === "may remember" ? 1 + states : 2;
    expect(asked).toEqual({ reading, comparing: 1 + states, others: 1 });
    expect(remembers).toEqual([0, 0, 0]);
  },
);

test("one that remembers a part of what it reads is found out", () => {
  const known = new WeakMap<object, unknown>();
  const { remembers } = expandShared(
    "remember nothing",
    always({
      name: "remembers-uts",
      claim: "A test.",
      source: "a test",
      check({ tasks }) {
        const set = tasks.get(FIRST_TASK)?.namespaces ?? {};
        if (!known.has(set)) known.set(set, set.uts);
        return set.net === undefined ? "no case" : "holds";
      },
    }),
  );
  expect(remembers).toEqual([1]);
});

test("one that notes what it reads, one set at a time, and compares its notes is found out", () => {
  const notes = new WeakMap<object, unknown>();
  const { remembers } = expandShared(
    "remember nothing",
    onEveryStep({
      name: "notes",
      claim: "A test.",
      source: "a test",
      on: ["fork"],
      check({ before: { tasks }, operation: { task } }) {
        const own = tasks.get(task)?.namespaces ?? {};
        notes.set(own, own.net);
        const noted = [...tasks.values()].map(({ namespaces }) => notes.get(namespaces));
        return noted.every((net) => net === own.net) ? "holds" : "no case";
      },
    }),
  );
  expect(remembers).toEqual([1]);
});

describe("a property that is asked less than once for each state", () => {
  /** A property that counts sets of namespaces as `read` gives them, which may remember. */
  const remembering = (read: (row: { readonly namespaces: Namespaces }) => unknown) =>
    always({
      name: "few-sets",
      claim: "Three tasks never have three sets of namespaces.",
      source: "a test",
      check: ({ tasks }) => (new Set([...tasks.values()].map(read)).size < 3 ? "holds" : { broken: "three" }),
    });
  const known = new WeakMap<object, unknown>();
  const once = <Value>(key: object, value: () => Value): Value => {
    if (!known.has(key)) known.set(key, value());
    return known.get(key) as Value; // this type was set for the key
  };

  test("is found out by the first state in which it does not look again", () => {
    const space = new StateSpace(nested, SCOPE, { symmetry: true, looked: new Set() });
    const expander = new Expander(space, 2);
    const isShared = ({ tasks }: ContainerObservation): boolean =>
      [...tasks.values()].some(({ namespaces }) => namespaces.uts === namespaces.net);
    const about = { name: "shares", claim: "A test.", source: "a test" };
    const properties = [
      always({ ...about, check: (world) => (isShared(world) ? "holds" : "no case") }),
      always({ ...about, check: (world) => (once(world, () => isShared(world)) ? "holds" : "no case") }),
    ].map((property, index) => ({ property, index }));
    space.locate(space.first());
    const words = space.words.slice();
    const { remembers } = expander.expand(
      words,
      0,
      [0],
      new OpenProperties(properties, Object.keys(nested.calls)),
    );
    expect([...remembers]).toEqual([0, 1]);
  });

  test.each([
    ["row", (row: { readonly namespaces: Namespaces }) => once(row, () => row.namespaces.uts)],
    ["set", ({ namespaces }: { readonly namespaces: Namespaces }) => once(namespaces, () => namespaces.uts)],
  ])("is found out where it remembers what was in a %s", (_, read) => {
    const found = search(nested, [remembering(read)], SCOPE, { symmetry: true });
    const whole = search(nested, [remembering(({ namespaces }) => namespaces.uts)], SCOPE, {
      symmetry: true,
    });
    expect(found.opaque).toEqual([]);
    expect(found.verdicts).toEqual(whole.verdicts);
  });
});
