import type { Model } from "./model.ts";
import type { Scope } from "./scope.ts";

const FEW = 4;

/**
 * A scope with few of everything, for what depends only on the parts of a design's shape: those are the same in every scope, and only their lengths
 * differ. A shape for millions of containers takes seconds to make.
 */
export const smallScope = (model: Model, scope: Scope): Scope =>
  model.domain.scopes.bounds.reduce(
    (small, { number }) => number?.with(small, Math.min(number.of(small), FEW)) ?? small,
    scope,
  );
