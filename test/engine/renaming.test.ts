import { expect, test } from "vitest";
import { nested } from "../../models/nested.ts";
import { MODELS, propertiesOf } from "../../src/catalogue.ts";
import { containers } from "../../src/domains/containers/domain.ts";
import type { ContainerObservation } from "../../src/domains/containers/observation.ts";
import { onEveryStep } from "../../src/domains/containers/property.ts";
import type { ContainerScope } from "../../src/domains/containers/scope.ts";
import { type SingleSearch, searchOnce } from "../../src/engine/search/single-search.ts";
import { search } from "../../src/engine/search.ts";
import { finish } from "../../src/history/finish.ts";
import type { Model } from "../../src/model/model.ts";
import { divided, type PointProperty } from "../../src/model/property.ts";

const SCOPE: ContainerScope = {
  tasks: 2,
  containers: 3,
  kinds: ["uts"],
  names: ["a", "b"],
  images: 0,
  handles: 1,
};

function found(model: Model, properties: readonly PointProperty[], scope: ContainerScope, renaming: boolean) {
  const how: SingleSearch = {
    model,
    properties,
    scope,
    symmetry: true,
    dataIndependence: scope.kinds.length > 1,
    renaming,
    comparisons: "some",
  };
  const { bytes: _, compared, terminalStates, ...rest } = finish(searchOnce(how));
  // What is observed of a state has functions besides, each time others.
  const terminal = terminalStates.map((state) => Object.values(state).filter((part) => part instanceof Map));
  return { compared, rest: { ...rest, terminalStates: terminal } };
}

const SYMMETRIC = MODELS.filter(({ domain, numbersMatter }) => domain === containers && !numbersMatter);
const SCOPES: readonly Partial<ContainerScope>[] = [
  { kinds: ["uts", "net"] },
  { names: ["a", "unnamed1", "b", "c"] },
  { images: 1, containers: 2 },
];

/** Nothing of any design that comes with nsmodel, and none of its properties, makes something of a name. */
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
      fewer += (each?.compared ?? 0) - (renamed?.compared ?? 0);
    }
    expect(fewer).toBeGreaterThan(0);
  },
);

/** What looks at a name, in one way each. */
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
  const design = { ...nested, ...change } as Model; // of worlds of `nested`
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
