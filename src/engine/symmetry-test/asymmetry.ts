import type { Operation } from "../../model/operation.ts";
import type { Transposition } from "../symmetry/permutations.ts";
import type { OrbitDifference } from "./difference.ts";

/** What was found not to be symmetric, in the design's terms: plain data, so that it can be saved. */
export interface Asymmetry {
  /** The name of the property that depends on a number; absent if the design does. */
  readonly property?: string;
  /** How the state differs from the one with other numbers. Calls are those of the state. */
  readonly difference: OrbitDifference | OtherAnswer | Misled;
  /** The two numbers whose exchange shows it; absent if it takes more than one exchange. */
  readonly exchanged?: Transposition;
  /** The calls that lead to the state, in W2's numbers; absent if no short way was found. */
  readonly history?: readonly Operation[];
}

/** A function of a property on runs answers differently: about a world or, if there is a call, about its step. */
export interface OtherAnswer {
  readonly is: "answer";
  /** The function, such as `isMet()`. */
  readonly of: string;
  readonly call?: Operation;
}

/** No history in W2's numbers shows what the search up to symmetry has found. */
export interface Misled {
  readonly is: "no history";
}
