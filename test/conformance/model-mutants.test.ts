import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { ContainerKernel } from "../../src/conformance/containers/kernel.ts";
import type { ContainerModel } from "../../src/domains/containers/container-model.ts";
import type { ContainerScope } from "../../src/domains/containers/scope.ts";
import { CONTAINER_MODELS } from "../container-models.ts";
import { describeOnKernel } from "./machine.ts";
import {
  brokenRules,
  type ModelMutant,
  tellingHistories,
  withOtherErrno,
  withoutEffect,
} from "./model-mutants.ts";

const SCOPE: ContainerScope = { tasks: 3, containers: 3, kinds: ["uts", "ipc"], names: ["a"], images: 1 };
/** How many histories may be played to find a mutant. */
const MAX_HISTORIES = 6;

const scopeOf = (design: ContainerModel): ContainerScope => ({
  ...SCOPE,
  images: "checkpoint" in design.calls ? 1 : 0,
  ...("take" in design.calls && { handles: 1 }),
});

/** `restart` has no counterpart on the kernel, so what is wrong with it cannot be found. */
const operationsOf = (design: ContainerModel) => Object.keys(design.calls).filter((op) => op !== "restart");

const mutantsOf = (design: ContainerModel): readonly ModelMutant[] =>
  operationsOf(design).flatMap((op) => [withoutEffect(design, op), withOtherErrno(design, op)]);

describeOnKernel("a design that is broken", ["superuser", "compiler", "cgroup2"], () => {
  describe.each([
    ["v2", CONTAINER_MODELS.filter(({ manager }) => manager !== undefined), brokenRules],
    ["v1", CONTAINER_MODELS.slice(0, 1), []],
  ] as const)("with cgroups of %s", (hierarchy, designs, broken) => {
    let kernel: ContainerKernel;
    beforeAll(async () => {
      kernel = await ContainerKernel.start({ hierarchy });
    });
    afterAll(() => kernel.close());

    const isFound = async ({ name, design, mutant }: ModelMutant) => {
      const scope = scopeOf(design);
      const histories = tellingHistories({ name, design, mutant }, scope, MAX_HISTORIES);
      for (const operations of histories) {
        const right = await kernel.play(design, scope, operations);
        expect(right.events.flatMap(({ differences }) => differences)).toEqual([]);
        const wrong = await kernel.play(mutant, scope, operations, { untilDifference: true });
        if (wrong.events.some(({ differences }) => differences.length > 0)) return true;
      }
      return false;
    };

    test.each(designs.map((design) => [design.name, design] as const))(
      "is found, in each operation of %s, by a wrong effect and by a wrong errno",
      async (_, design) => {
        const mutants = mutantsOf(design);
        const found = await Promise.all(mutants.map(isFound));
        expect(mutants.filter((_mutant, index) => !found[index]).map(({ name }) => name)).toEqual([]);
      },
    );

    test.each(broken)("is found as $name", async (mutant) => {
      expect(await isFound(mutant)).toBe(true);
    });
  });
});
