import { expect, test } from "vitest";
import { nested, type World } from "../../models/nested.ts";
import { MODELS, propertiesOf } from "../../src/catalogue.ts";
import { containers } from "../../src/domains/containers/domain.ts";
import type { ContainerObservation } from "../../src/domains/containers/observation.ts";
import { onEveryStep } from "../../src/domains/containers/property.ts";
import type { ContainerScope } from "../../src/domains/containers/scope.ts";
import { type SingleSearch, searchOnce } from "../../src/engine/search/single-search.ts";
import { search, searchBy } from "../../src/engine/search.ts";
import { finish } from "../../src/history/finish.ts";
import type { Model } from "../../src/model/model.ts";
import { taskNumber } from "../../src/model/numbers.ts";
import type { Operation } from "../../src/model/operation.ts";
import { divided, type PointProperty } from "../../src/model/property.ts";

const SCOPE: ContainerScope = {
  tasks: 2,
  containers: 3,
  kinds: ["uts"],
  names: ["a", "b"],
  images: 0,
  handles: 1,
};

function found(
  model: Model,
  properties: readonly PointProperty[],
  scope: ContainerScope,
  renaming: boolean,
  depth?: number,
) {
  const how: SingleSearch = {
    ...(depth !== undefined && { depth }),
    model,
    properties,
    scope,
    symmetry: true,
    dataIndependence: scope.kinds.length > 1,
    renaming,
    comparisons: "some",
  };
  const { bytes: _, compared, terminalStates, ...rest } = finish(searchOnce(how));
  // An observation has functions too, which are new each time.
  const terminal = terminalStates.map((state) => Object.values(state).filter((part) => part instanceof Map));
  return { compared, rest: { ...rest, terminalStates: terminal } };
}

const SYMMETRIC = MODELS.filter(({ domain, numbersMatter }) => domain === containers && !numbersMatter);
const SCOPES: readonly Partial<ContainerScope>[] = [
  { kinds: ["uts", "net"] },
  { names: ["a", "unnamed1", "b", "c"] },
  { images: 1, containers: 2 },
];

/** Which name something has matters to no built-in design and no built-in property. */
test.each(SYMMETRIC.map((model) => [model.name, model] as const))(
  "%s finds the same whether names are exchanged or not",
  (_, model) => {
    const properties = divided(propertiesOf(containers, SCOPE)).atPoints;
    let fewer = 0;
    for (const change of SCOPES) {
      const scope = { ...SCOPE, ...change };
      const [renamed, each] = [true, false].map((renaming) => found(model, properties, scope, renaming));
      expect(renamed?.rest).toEqual(each?.rest);
      expect(renamed?.rest.misled).toBeUndefined();
      // With more names there are more renamings, and each is compared.
      if (scope.names.length === 2) fewer += (each?.compared ?? 0) - (renamed?.compared ?? 0);
    }
    expect(fewer).toBeGreaterThan(0);
  },
);

test.each<[string, Partial<ContainerScope>, number]>([
  ["forms with automorphisms, which a renaming leads to and fixes", { tasks: 3, kinds: ["uts", "net"] }, 8],
  ["three names, where values are opaque", { kinds: ["uts", "net"], names: ["a", "b", "c"] }, 12],
  ["names in images", { containers: 4, images: 1 }, 8],
])("%s: the same is found down to a depth whether names are exchanged or not", (_, change, depth) => {
  const scope = { ...SCOPE, handles: 0, ...change };
  const properties = divided(propertiesOf(containers, scope)).atPoints;
  const [renamed, each] = [true, false].map((renaming) => found(nested, properties, scope, renaming, depth));
  expect(renamed?.rest).toEqual(each?.rest);
  expect(renamed?.rest.misled).toBeUndefined();
});

/** For each search that is made of a design, whether it exchanges names. */
function areRenamed(model: Model, comparisons: "some" | "every"): boolean[] {
  const asked: boolean[] = [];
  const once = (how: SingleSearch) => {
    asked.push(how.renaming);
    return searchOnce(how);
  };
  finish(searchBy(once, model, [], SCOPE, { symmetry: true, comparisons }));
  return asked;
}

test("names are exchanged where all is known to be symmetric, and nowhere else", () => {
  expect([areRenamed(nested, "some"), areRenamed(nested, "every")]).toEqual([[true], [false]]);
});

test("where the first state bears a name they are not", () => {
  const design: Model = {
    ...nested,
    initial(scope) {
      const world = nested.initial(scope as ContainerScope);
      const calls = [
        { op: "fork", task: taskNumber(1) },
        { op: "unshare", task: taskNumber(2), kinds: ["uts"] },
        { op: "rename", task: taskNumber(1), path: "/unnamed1", name: "a" },
      ] as const;
      for (const call of calls) expect(nested.apply(world, call, scope as ContainerScope)).toBe("ok");
      return world;
    },
  } as Model; // its worlds are those of `nested`
  expect(areRenamed(design, "some")).toEqual([false]);
});

/** Changes that make a design look at a name, each in another way. */
const LOOKING: Readonly<Record<string, Partial<Model>>> = {
  "refuses a name": {
    apply: (world, operation, scope) =>
      operation["name"] === "b" ? "EBUSY" : nested.apply(world as never, operation as never, scope as never),
  },
  "tries one name alone": {
    operations: (world, task, scope) =>
      [...nested.operations(world as never, task, scope as never)].filter(
        (operation) => operation.op !== "rename" || operation.name !== "a",
      ),
  },
};

test.each(Object.entries(LOOKING))("a design that %s is searched as if nothing were renamed", (_, change) => {
  const design = { ...nested, ...change } as Model; // its worlds are those of `nested`
  const [properties] = [divided(propertiesOf(containers, SCOPE)).atPoints];
  expect(found(design, properties, SCOPE, true).rest.misled).toBe("by names");
  const [some, every] = (["some", "every"] as const).map((comparisons) => {
    const {
      bytes: _,
      compared: __,
      partlyCompared: ___,
      ...rest
    } = search(design, properties, SCOPE, { symmetry: true, comparisons });
    return rest;
  });
  expect(some).toEqual(every);
  expect(some?.asymmetries).toEqual([]);
});

/** One of four names is refused where another is in use, which only some of the 23 renamings show, in few worlds. */
test.each(
  ["a", "b", "c", "d"].flatMap((refused) =>
    ["a", "b", "c", "d"].map((standing) => [refused, standing] as const),
  ),
)("that %s is refused beside %s is found", (refused, standing) => {
  const scope: ContainerScope = { ...SCOPE, names: ["a", "b", "c", "d"], handles: 0 };
  const design = {
    ...nested,
    apply(world: World, operation: Operation, bounds: ContainerScope) {
      const tasks = world.tasks.filter((row) => row != null);
      const names = world.containers.flatMap((row) => row?.name ?? []);
      const isRefused =
        operation.op === "rename" &&
        operation["name"] === refused &&
        tasks.length === 2 &&
        names.length === 3 &&
        names.filter((name) => name === standing).length === 1 &&
        names.every((name) => [standing, "", "unnamed1"].includes(name));
      return isRefused ? "EBUSY" : nested.apply(world, operation as never, bounds);
    },
  } as Model; // its worlds are those of `nested`
  const [some, every] = (["some", "every"] as const).map((comparisons) => {
    const { worlds, levels, calls } = search(design, [], scope, { symmetry: true, comparisons });
    return { worlds, levels, calls };
  });
  expect(some).toEqual(every);
});

test("a property that looks at a name is decided as if nothing were renamed", () => {
  const has = ({ containers: all }: ContainerObservation, name: string) =>
    [...all.values()].some((row) => row.name === name);
  const property = onEveryStep({
    name: "no-b-after-a",
    claim: "nothing is called b where something was called a before",
    source: "a test",
    check: ({ before, after }) =>
      has(after, "b") && !has(before, "b") && has(before, "a") ? { broken: "b" } : "holds",
  });
  expect(found(nested, [property], SCOPE, true).rest.misled).toBe("by names");
  const [some, every] = (["some", "every"] as const).map((comparisons) =>
    search(nested, [property], SCOPE, { symmetry: true, comparisons }),
  );
  expect(some?.verdicts).toMatchObject([{ verdict: "broken" }]);
  expect(some?.verdicts).toEqual(every?.verdicts);
});
