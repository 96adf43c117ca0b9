import type { Objects } from "../../objects/objects.ts";
import type { Guard } from "../checked/guard.ts";

/** Where a job is done: on which objects, and how it is kept from blocking everything else. */
export interface Surroundings {
  readonly objects: Objects;
  /** Runs what calls the design and the properties. */
  readonly guard?: Guard;
  /** Awaited now and then, so that other work can go on. */
  readonly pause?: () => Promise<void>;
}
