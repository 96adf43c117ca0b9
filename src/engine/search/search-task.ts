import type { Model } from "../../model/model.ts";
import type { PointProperty } from "../../model/property.ts";
import type { Scope } from "../../model/scope.ts";
import type { Memory } from "../expand/property-view.ts";
import { StateSpace } from "../expand/state-space.ts";
import type { Comparisons } from "../symmetry-test/members.ts";

/** What is searched, and how. It can be handed to a worker. */
export interface SearchTask {
  readonly model: Model;
  readonly properties: readonly PointProperty[];
  readonly scope: Scope;
  /** Whether states that differ only in numbers count once. */
  readonly symmetry: boolean;
  /** Whether states that differ only in who shares opaque values are expanded together; only with symmetry. */
  readonly dataIndependence: boolean;
  /** Whether one state is expanded for all that differ from it only in interchangeable names; only with symmetry. */
  readonly renaming: boolean;
  /** How many states are compared with other members of their orbit; only with symmetry. */
  readonly comparisons: Comparisons;
  /** The longest history tried, in events. */
  readonly depth: number;
}

/** Whether the properties may remember what they have read: those that are known to be symmetric are known not to. */
export const memoryIn = ({ comparisons }: Pick<SearchTask, "comparisons">): Memory =>
  comparisons === "some" ? "remember nothing" : "may remember";

/** The space of the states that are searched. */
export function spaceOf({ model, scope, symmetry, dataIndependence }: SearchTask): StateSpace {
  return new StateSpace(model, scope, { symmetry, looked: dataIndependence ? new Set() : undefined });
}
