import type { Model } from "../../model/model.ts";
import type { Operation } from "../../model/operation.ts";
import type { Scope } from "../../model/scope.ts";

/** A world of a design that was reached, and what it takes to look at it. */
export interface Reached {
  readonly model: Model;
  readonly scope: Scope;
  /** Not to be changed. */
  readonly world: object;
  /** Whether only calls led there that a search tries. A hostile one may lead out of the shape: a name is any text. */
  readonly isInScope: boolean;
}

/** What holds of every world that a design can reach, whatever the design says. */
export interface WorldLaw {
  /** The law in a sentence. */
  readonly law: string;
  /** @returns what breaks it, in words that tell the author what to mend; nothing where it holds */
  readonly check: (reached: Reached) => string | undefined;
}

/** What holds of every call in every world, sensible or not. */
export interface CallLaw {
  readonly law: string;
  readonly check: (reached: Reached, operation: Operation) => string | undefined;
}

/** An operation in words for a design's author. */
export const told = (operation: Operation): string => JSON.stringify(operation);
