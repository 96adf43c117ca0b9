/** What a search needs of every design: worlds of its shape, and the same verdicts however it is searched. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { ContainerOperation } from "../../src/domains/containers/operation.ts";
import type { ContainerScope } from "../../src/domains/containers/scope.ts";
import { imageNames } from "../../src/domains/containers/scope-names.ts";
import { codecOf } from "../../src/engine/codec/codec.ts";
import { packerOf } from "../../src/engine/codec/packer.ts";
import { search } from "../../src/engine/search.ts";
import { anyRun } from "../arbitrary.ts";
import { CONTAINER_MODELS, CONTAINER_POINT_PROPERTIES } from "../container-models.ts";
import { plainSearch } from "./plain-search.ts";

/** Scopes of up to a few thousand worlds in every design. */
const smallScope = fc.constantFrom<ContainerScope>(
  { tasks: 2, containers: 3, kinds: ["uts"], names: ["unnamed1"], images: 0 },
  { tasks: 3, containers: 2, kinds: ["uts"], names: ["a"], images: 0 },
  { tasks: 2, containers: 2, kinds: ["net", "uts"], names: ["a"], images: 0 },
  { tasks: 1, containers: 4, kinds: ["uts"], names: ["1", "a"], images: 0 },
  { tasks: 2, containers: 2, kinds: ["uts"], names: ["a"], images: 1 },
);

describe.each(CONTAINER_MODELS)("$name", (model) => {
  test("worlds are of the shape, and are packed and unpacked without a loss", () => {
    fc.assert(
      fc.property(anyRun(model), ({ scope, operations }) => {
        const codec = codecOf(model.shape(scope));
        const packer = packerOf(codec.layout);
        const values = new Int32Array(codec.layout.slots.length);
        const words = new Int32Array(packer.length);
        const world = model.initial(scope);
        for (const operation of operations.filter((one) => isInShape(one, scope))) {
          model.apply(world, operation, scope);
          codec.check(world);
          codec.read(world, values);
          packer.pack(values, words, 0);
          packer.unpack(words, 0, values.fill(-1));
          const scratch = codec.scratch();
          codec.write(values, scratch);
          expect(JSON.stringify(scratch)).toBe(JSON.stringify(world));
        }
      }),
      { numRuns: 60 },
    );
  });

  test("the search comes to the same as a plain one, in as many worlds", () => {
    fc.assert(
      fc.property(smallScope, (scope) => {
        const plain = plainSearch(model, CONTAINER_POINT_PROPERTIES, scope);
        const fast = search(model, CONTAINER_POINT_PROPERTIES, scope);
        expect([fast.worlds, fast.levels, fast.verdicts]).toEqual([
          plain.worlds,
          plain.levels,
          plain.verdicts,
        ]);
      }),
      { numRuns: 2 },
    );
  });
});

test.each(CONTAINER_MODELS.filter(({ numbersMatter }) => !numbersMatter))(
  "$name: of fewer worlds, where some differ in numbers only, the verdicts are the same",
  (model) => {
    fc.assert(
      fc.property(smallScope, (scope) => {
        const whole = search(model, CONTAINER_POINT_PROPERTIES, scope);
        const reduced = search(model, CONTAINER_POINT_PROPERTIES, scope, { symmetry: true });
        expect(reduced.verdicts.map(({ cases, ...verdict }) => verdict)).toEqual(
          whole.verdicts.map(({ cases, ...verdict }) => verdict),
        );
        expect(reduced.worlds).toBeLessThanOrEqual(whole.worlds);
      }),
      { numRuns: 3 },
    );
  },
);

/** Whether the shape has the names of a call: it has only those of the scope. */
function isInShape({ name, image }: ContainerOperation, scope: ContainerScope): boolean {
  return (
    (name === undefined || scope.names.includes(name)) &&
    (image === undefined || imageNames(scope).includes(image))
  );
}
