import type { ContainerScope } from "../../src/domains/containers/scope.ts";

/** Two tasks, two containers, one kind. */
export const smallScope: ContainerScope = { tasks: 2, containers: 2, kinds: ["uts"], names: [], images: 0 };

const scopes: readonly ContainerScope[] = [
  smallScope,
  { tasks: 2, containers: 3, kinds: ["uts"], names: ["a"], images: 0 },
  { tasks: 2, containers: 2, kinds: ["uts", "ipc"], names: [], images: 1 },
  { tasks: 3, containers: 3, kinds: ["uts"], names: [], images: 0 },
];

/** Scopes small enough to keep every world, each without symmetry and up to symmetry. */
export const scopesToTour = scopes.flatMap((scope) => [false, true].map((symmetry) => ({ scope, symmetry })));
