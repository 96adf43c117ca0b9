import type { Operation } from "../../model/operation.ts";
import type { Transposition } from "../symmetry/permutations.ts";
import type { OrbitDifference } from "./difference.ts";

/** What was found not to be symmetric, in words of the design: plain data, so that it can be saved. */
export interface Asymmetry {
  /** The name of the property that asks for a number; nothing where the design does. */
  readonly property?: string;
  /** In what the state and the one with other numbers are not alike. Calls are those of the state. */
  readonly difference: OrbitDifference | OtherAnswer | Misled;
  /** The two numbers whose exchange shows it; nothing where it takes more than one exchange. */
  readonly exchanged?: Transposition;
  /** The calls that lead to the state, in W2's numbers; nothing where no short way was found. */
  readonly history?: readonly Operation[];
}

/** A function of a property on runs answers otherwise: about a world or, where there is a call, about its step. */
export interface OtherAnswer {
  readonly is: "answer";
  /** Such as `isMet()`. */
  readonly of: string;
  readonly call?: Operation;
}

/** No history in W2's numbers shows what the search up to symmetry has found. */
export interface Misled {
  readonly is: "no history";
}
