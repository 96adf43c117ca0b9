import { expect, test } from "vitest";
import { nested } from "../../../models/nested.ts";
import type { ContainerObservation } from "../../../src/domains/containers/observation.ts";
import { always } from "../../../src/domains/containers/property.ts";
import type { ContainerScope } from "../../../src/domains/containers/scope.ts";
import { search } from "../../../src/engine/search.ts";

const SCOPE: ContainerScope = { tasks: 3, containers: 2, kinds: ["uts"], names: [], images: 0 };

/** A text that is different for every world with W2's numbers. */
const keyOf = ({ tasks, containers, nsproxies }: ContainerObservation): string =>
  JSON.stringify([[...tasks], [...containers], [...nsproxies]]);

test("what is so in a single world alone, by its numbers, is found in a search up to symmetry", () => {
  const keys = new Set<string>();
  const collect = always({
    name: "collect",
    claim: "every world is looked at",
    source: "this test",
    numbersMatter: true,
    check: (world) => {
      keys.add(keyOf(world));
      return "holds";
    },
  });
  const { worlds } = search(nested, [collect], SCOPE, { symmetry: false });
  expect(keys.size).toBe(worlds);
  for (const key of keys) {
    const isNotIt = always({
      name: "is not this world",
      claim: "one world is never reached",
      source: "this test",
      check: (world) => (keyOf(world) === key ? { broken: "it is reached" } : "holds"),
    });
    const { verdicts } = search(nested, [isNotIt], SCOPE, { symmetry: true, comparisons: "every" });
    expect(verdicts[0]?.verdict).toBe("broken");
  }
});
