import fc from "fast-check";
import { expect, test } from "vitest";
import { linux } from "../../models/linux/linux.ts";
import { nested } from "../../models/nested.ts";
import type { ContainerScope } from "../../src/domains/containers/scope.ts";
import { carryOut } from "../../src/engine/carry-out.ts";
import type { Model } from "../../src/model/model.ts";
import type { Scope } from "../../src/model/scope.ts";
import { anyOperations } from "../arbitrary.ts";
import { CONTAINER_MODELS, seenIn } from "../container-models.ts";

const SMALL: ContainerScope = { tasks: 3, containers: 4, kinds: ["uts", "net"], names: ["a"], images: 1 };
const LINUX = linux as unknown as Model; // shared code takes a design of any domain
const LINUX_SCOPE: Scope = LINUX.domain.scopes.defaults.conform;

const anyWorlds = (model: Model, scope: Scope) =>
  anyOperations(model, scope, 12).map((operations) => {
    const world = model.initial(scope);
    for (const operation of operations) carryOut(model, world, operation, scope);
    return model.observe(world, scope);
  });

test.each([
  ...CONTAINER_MODELS.map((model) => [model.name, model as Model, SMALL as Scope] as const),
  ["linux", LINUX, LINUX_SCOPE] as const,
])("all that is expected of a world of %s is so in it", (_, model, scope) => {
  const { expectations } = model.domain;
  fc.assert(
    fc.property(anyWorlds(model, scope), (world) => {
      expect(expectations.check(expectations.all(world, scope), world)).toEqual([]);
    }),
    { numRuns: 30 },
  );
});

test("and in no world that a comparison of designs tells from it", () => {
  const { expectations, observations } = nested.domain;
  fc.assert(
    fc.property(anyWorlds(nested, SMALL).map(seenIn), anyWorlds(nested, SMALL).map(seenIn), (one, other) => {
      const areAlike = observations.picture(one, SMALL) === observations.picture(other, SMALL);
      const differences = expectations.check(expectations.all(one, SMALL), other);
      expect(differences.length === 0).toBe(areAlike);
    }),
  );
});
