import type { Scope } from "../../model/scope.ts";

/** The scopes of the runs: from the smallest to one with room for everything, so that every errno of a scope comes up. */
export const LAW_SCOPES: readonly Scope[] = [
  { tasks: 1, containers: 1, kinds: ["uts"], names: [], images: 0 },
  { tasks: 2, containers: 3, kinds: ["uts"], names: ["a"], images: 0 },
  { tasks: 3, containers: 3, kinds: ["net", "uts"], names: ["a", "b"], images: 1 },
  { tasks: 5, containers: 6, kinds: ["uts"], names: ["a"], images: 2 },
];
