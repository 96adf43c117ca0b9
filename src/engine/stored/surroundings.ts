import type { Objects } from "../../objects/objects.ts";
import type { Guard } from "../checked/guard.ts";

/** Where a job is done: on what objects, and how it is kept from holding up all else. */
export interface Surroundings {
  readonly objects: Objects;
  /** Runs what calls the design and the properties. */
  readonly guard?: Guard;
  /** Waited for now and then: lets others do something. */
  readonly pause?: () => Promise<void>;
}
