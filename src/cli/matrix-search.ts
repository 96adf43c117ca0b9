import { type Matrix, type MatrixProgress, matrixInSteps } from "../engine/matrix.ts";
import { matrixByKindInSteps, type PropertyOfKind } from "../engine/matrix-by-kind.ts";
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

/** What is asked: every design by every property in a scope, or a design by kinds of namespace. */
export type AskedMatrix =
  | { readonly models: readonly Model[]; readonly properties: readonly Property[]; readonly scope: Scope }
  | {
      readonly byKind: Model;
      readonly properties: readonly PropertyOfKind[];
      /** Absent: each question in its own. */
      readonly scope: Scope | undefined;
    };

/** Searches every design, and shows on a terminal how far that is. Ctrl-C leaves what comes later undecided. */
export function searchMatrices(
  asked: readonly AskedMatrix[],
  given: GivenMatrixOptions,
): Promise<readonly Matrix[]> {
  const { depth } = given;
  return whileInterruptible(async (interrupted) => {
    const matrices: Matrix[] = [];
    for (const one of asked) {
      const searchOf = (model: Model) => ({
        ...runOptionsFrom({ ...given, continue: true }, interrupted),
        comparisons: comparisonsOf(model, one.properties),
        ...(depth !== undefined && { depth }),
      });
      const options = { symmetry: given.symmetry ?? true, searchOf, cost: given.cost, interrupted };
      const run =
        "byKind" in one
          ? matrixByKindInSteps(one.byKind, one.properties, one.scope, options)
          : matrixInSteps(one.models, one.properties, one.scope, options);
      matrices.push(await withProgress(run, matrixProgress()));
    }
    return matrices;
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
