import type { Arbitrary } from "fast-check";
import { nested } from "../../../models/nested.ts";
import type { ContainerOperation } from "../../../src/domains/containers/operation.ts";
import type { ContainerScope } from "../../../src/domains/containers/scope.ts";
import { imageNames } from "../../../src/domains/containers/scope-names.ts";
import type { Model } from "../../../src/model/model.ts";
import { unnamedNames } from "../../../src/world/name.ts";
import { anyRun } from "../../arbitrary.ts";

export const model: Model = nested;

/** Random runs of `nested`, without the calls that give a name that its shape does not have. */
export const shapedRun: Arbitrary<{ scope: ContainerScope; operations: ContainerOperation[] }> = anyRun(
  model,
).map(({ scope, operations }) => {
  const names = [...scope.names, ...unnamedNames(scope.containers)];
  const images = imageNames(scope);
  const isShaped = ({ name, image }: ContainerOperation): boolean =>
    (name === undefined || names.includes(name)) && (image === undefined || images.includes(image));
  return { scope, operations: operations.filter(isShaped) };
});

/** The worlds along a run, including the first and the last. */
export function worldsAlong({
  scope,
  operations,
}: {
  scope: ContainerScope;
  operations: ContainerOperation[];
}): object[] {
  const world = model.initial(scope);
  const worlds = [structuredClone(world)];
  for (const operation of operations) {
    model.apply(world, operation, scope);
    worlds.push(structuredClone(world));
  }
  return worlds;
}

/** Worlds along random runs, with the scope of each run. */
export const worldsOfRuns: Arbitrary<{ scope: ContainerScope; worlds: object[] }> = shapedRun.map((run) => ({
  scope: run.scope,
  worlds: worldsAlong(run),
}));

/** A scope with room to make one of everything. */
export const smallScope: ContainerScope = {
  tasks: 2,
  containers: 2,
  kinds: ["uts"],
  names: ["a"],
  images: 1,
};
