import { linux } from "../../models/linux/linux.ts";
import { merged } from "../../models/merged.ts";
import { nested } from "../../models/nested.ts";
import { taskStruct } from "../../models/task-struct.ts";
import { alwaysEnterable } from "../../properties/always-enterable.ts";
import { neverLeaves } from "../../properties/never-leaves.ts";
import { restartIsFaithful } from "../../properties/restart-is-faithful.ts";
import { sameNameInTwoPlaces } from "../../properties/same-name-in-two-places.ts";
import { PROPERTIES } from "../../src/catalogue.ts";
import type { ContainerScope } from "../../src/domains/containers/scope.ts";
import { type Matrix, type MatrixOptions, matrixInSteps } from "../../src/engine/matrix.ts";
import { isOfKind, matrixByKindInSteps } from "../../src/engine/matrix-by-kind.ts";
import { finish } from "../../src/history/finish.ts";
import type { Model } from "../../src/model/model.ts";
import type { Property } from "../../src/model/property.ts";

const SCOPE: ContainerScope = { tasks: 2, containers: 3, kinds: ["uts"], names: ["a"], images: 0 };

/** A matrix of a few designs and properties that has most kinds of cells. */
export function smallMatrix(options: MatrixOptions = {}): Matrix {
  const properties = [neverLeaves, sameNameInTwoPlaces, alwaysEnterable, restartIsFaithful];
  return matrixOf([nested, merged, taskStruct], properties, SCOPE, options);
}

/** The matrix of the given designs and properties. */
export function matrixOf(
  models: readonly Model[],
  properties: readonly Property[],
  scope: ContainerScope,
  options: MatrixOptions = {},
): Matrix {
  return finish(matrixInSteps(models, properties, scope, { cost: false, ...options }));
}

/** The matrix of `linux` for a few kinds and questions, in which some cells hold, some are broken and some are reached. */
export function linuxMatrix(): Matrix {
  const questions = ["never-leaves", "named-by-file"];
  const properties = PROPERTIES.filter(isOfKind).filter(
    ({ ofKind }) => questions.includes(ofKind.question) && ["uts", "net", "user"].includes(ofKind.kind),
  );
  return finish(matrixByKindInSteps(linux, properties, undefined));
}
