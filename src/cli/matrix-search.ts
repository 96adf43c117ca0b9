import { join } from "node:path";
import {
  type Matrix,
  type MatrixOptions,
  type MatrixProgress,
  matrixInSteps,
  type SearchOfRow,
} from "../engine/matrix.ts";
import { matrixByKindInSteps, type PropertyOfKind } from "../engine/matrix-by-kind.ts";
import type { Shard } from "../engine/shard.ts";
import { awaited } from "../engine/stored/wait.ts";
import type { FairCalls } from "../model/fairness.ts";
import type { Kind } from "../model/kind.ts";
import type { Model } from "../model/model.ts";
import type { Property } from "../model/property.ts";
import type { Scope } from "../model/scope.ts";
import { whileInterruptible } from "./interruptible.ts";
import { withProgress } from "./progress.ts";
import { comparisonsOf, type GivenSearchOptions, runOptionsFrom } from "./search-options.ts";
import { searchProgress } from "./search-progress.ts";
import { partOf } from "./shard-option.ts";
import { searchInOwnFolder } from "./store/search-in-own-folder.ts";

/** Width of the matrix in a pipe, in characters: what all built-in designs need. */
export const MATRIX_LINE = 156;

/** The options of the searches of a matrix. Each design has all of the time. */
export type GivenMatrixOptions = Omit<GivenSearchOptions, "continue"> & {
  readonly cost: boolean;
  /** The calls that are assumed to be fair in runs. */
  readonly fair: FairCalls | undefined;
};

/** A folder for the worlds, if they are not to be in memory. */
interface GivenStore {
  readonly store?: string | undefined;
}

/** What is asked: every design by every property in a scope, or a design by kinds of namespace. */
export type AskedMatrix =
  | { readonly models: readonly Model[]; readonly properties: readonly Property[]; readonly scope: Scope }
  | {
      readonly byKind: Model;
      readonly properties: readonly PropertyOfKind[];
      /** If `undefined`, each question is asked in its own scope. */
      readonly scope: Scope | undefined;
    };

/**
 * A part of a matrix. Each column is in one part as a whole: a design, or one kind of namespace of a design that is asked about each kind separately.
 *
 * @throws {Problem} if there are more parts than columns
 */
export function partOfMatrix(
  asked: readonly AskedMatrix[],
  shard: Shard | undefined,
): readonly AskedMatrix[] {
  const columns = columnsOf(asked);
  const taken = partOf(columns, shard, "column");
  return asked.flatMap((one): AskedMatrix[] => {
    const own = taken.filter((column) => column.one === one);
    if (own.length === 0) return [];
    if (!("byKind" in one))
      return [{ ...one, models: own.flatMap((column) => ("model" in column ? [column.model] : [])) }];
    const kinds = own.flatMap((column) => ("model" in column ? [] : [column.kind]));
    return [{ ...one, properties: one.properties.filter(({ ofKind }) => kinds.includes(ofKind.kind)) }];
  });
}

/** The columns of matrices, into which they can be divided. */
export const columnsOf = (asked: readonly AskedMatrix[]): readonly Column[] =>
  asked.flatMap((one): Column[] =>
    "byKind" in one
      ? kindsOf(one.properties).map((kind) => ({ one, kind }))
      : one.models.map((model) => ({ one, model })),
  );

const kindsOf = (properties: readonly PropertyOfKind[]): readonly Kind[] => [
  ...new Set(properties.map(({ ofKind }) => ofKind.kind)),
];

/** A column of a matrix: a design, or a kind of namespace of it. */
type Column = { readonly one: AskedMatrix } & ({ readonly kind: Kind } | { readonly model: Model });

/** Searches every design, and shows the progress on a terminal. Ctrl-C leaves the rest undecided. */
export function searchMatrices(
  asked: readonly AskedMatrix[],
  { store, ...given }: GivenMatrixOptions & GivenStore,
): Promise<readonly Matrix[]> {
  return whileInterruptible(async (interrupted) => {
    const matrices: Matrix[] = [];
    for (const one of asked) {
      const steps =
        store === undefined
          ? matrixAsked(one, given, interrupted)
          : awaited(matrixAsked(one, given, interrupted, storedIn(store)));
      matrices.push(await withProgress(steps, matrixProgress()));
    }
    return matrices;
  });
}

/** Each search has a folder of its own below `store`. Its name is encoded, as a design may have any name. */
const storedIn =
  (store: string) =>
  (title: string, part: number): SearchOfRow<Promise<void>> =>
    searchInOwnFolder(join(store, `of-${encodeURIComponent(title)}${part === 0 ? "" : `-${part + 1}`}`));

/** Makes one matrix. @param searchFor see `MatrixOptions` */
export function matrixAsked<Wait extends Promise<void> = never>(
  asked: AskedMatrix,
  given: GivenMatrixOptions,
  interrupted: () => boolean,
  searchFor?: MatrixOptions<Wait>["searchFor"],
): Generator<MatrixProgress | Wait, Matrix> {
  const { depth } = given;
  const searchOf = (model: Model) => ({
    ...runOptionsFrom({ ...given, continue: true }, interrupted),
    comparisons: comparisonsOf(model, asked.properties),
    ...(depth !== undefined && { depth }),
  });
  const options = {
    symmetry: given.symmetry ?? true,
    searchOf,
    fair: given.fair,
    cost: given.cost,
    interrupted,
    searchFor,
  };
  return "byKind" in asked
    ? matrixByKindInSteps(asked.byKind, asked.properties, asked.scope, options)
    : matrixInSteps(asked.models, asked.properties, asked.scope, options);
}

/** A function that puts the progress of a matrix into words. */
export function matrixProgress(): (progress: MatrixProgress) => string {
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
