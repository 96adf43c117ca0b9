import { deepEqual } from "fast-equals";
import type { Observation } from "../model/observation.ts";

/** Tells whether two worlds look the same: the same tasks, containers, nsproxies and images under the same numbers. */
export function sameObservation(one: Observation, other: Observation): boolean {
  return (
    one === other ||
    (deepEqual(one.tasks, other.tasks) &&
      deepEqual(one.containers, other.containers) &&
      deepEqual(one.nsproxies, other.nsproxies) &&
      deepEqual(one.images, other.images))
  );
}
