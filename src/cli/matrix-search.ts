import { type Matrix, type MatrixProgress, matrixInSteps } from "../engine/matrix.ts";
import type { Model } from "../model/model.ts";
import type { Property } from "../model/property.ts";
import type { Scope } from "../model/scope.ts";
import { whileInterruptible } from "./interruptible.ts";
import { withProgress } from "./progress.ts";
import { comparisonsOf, type GivenSearchOptions, runOptionsFrom } from "./search-options.ts";
import { searchProgress } from "./search-progress.ts";

/** How many characters a line of the matrix has in a pipe: those that all built-in designs take. */
export const MATRIX_LINE = 120;

/** How the searches of a matrix are asked for. Each design begins with all of the time. */
export type GivenMatrixOptions = Omit<GivenSearchOptions, "continue"> & {
  readonly cost: boolean;
};

/** Searches every design, and shows on a terminal how far that is. Ctrl-C leaves what comes later undecided. */
export function searchMatrix(
  models: readonly Model[],
  properties: readonly Property[],
  scope: Scope,
  given: GivenMatrixOptions,
): Promise<Matrix> {
  const { depth } = given;
  return whileInterruptible((interrupted) => {
    const searchOf = (model: Model) => ({
      ...runOptionsFrom({ ...given, continue: true }, interrupted),
      comparisons: comparisonsOf(model, properties),
      ...(depth !== undefined && { depth }),
    });
    const options = {
      symmetry: given.symmetry ?? true,
      searchOf,
      cost: given.cost,
      interrupted,
    };
    return withProgress(matrixInSteps(models, properties, scope, options), matrixProgress());
  });
}

function matrixProgress(): (progress: MatrixProgress) => string {
  let place = -1;
  let search = searchProgress();
  return (progress) => {
    // The rate of worlds is that of one design.
    if (progress.done !== place) search = searchProgress();
    place = progress.done;
    const what = progress.search === undefined ? "measuring its cost" : search(progress.search);
    return `${progress.model} (${place + 1} of ${progress.designs}): ${what}`;
  };
}
