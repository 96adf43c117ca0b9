import type { ContainerScope } from "../../src/domains/containers/scope.ts";

/** What a property about handles needs: a design that has some, and a scope that has one. */
export const needsHandles = {
  needs: ["handles"],
  outOfScope: ({ handles = 0 }: ContainerScope): string | undefined =>
    handles === 0 ? "the scope has no handles" : undefined,
} as const;
