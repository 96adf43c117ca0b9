import type { Model } from "../../model/model.ts";
import type { Property } from "../../model/property.ts";
import type { Scope } from "../../model/scope.ts";
import type { Comparisons } from "../symmetry/members.ts";

/** What is searched, and how. */
export interface SearchTask {
  readonly model: Model;
  readonly properties: readonly Property[];
  readonly scope: Scope;
  /** Whether worlds that differ only in numbers count once. */
  readonly symmetry: boolean;
  /** Whether a call of one of several twins (see `Twins`) stands for the same call of all; only with symmetry. */
  readonly twins: boolean;
  /** How many states are compared with other members of their class; only with symmetry. */
  readonly comparisons: Comparisons;
  /** Whether whole worlds are kept instead of fingerprints. */
  readonly exact: boolean;
  /** The longest history tried, in events. */
  readonly depth: number;
}
