import type { Model } from "../../model/model.ts";
import type { Operation } from "../../model/operation.ts";
import type { Scope } from "../../model/scope.ts";

/** A law that a design or a property breaks, and the history after which it does. */
export interface LawBreach {
  readonly law: string;
  /** What is wrong, in words that tell the author what to mend. */
  readonly words: string;
  readonly scope: Scope;
  readonly history: readonly Operation[];
  /** What was thrown, where the design or the property threw something. */
  readonly cause?: unknown;
  /** Whether no other run is to be tried, as it would take as long. */
  readonly isFinal?: boolean;
}

/** A world of a design that was reached, and what it takes to look at it. */
export interface ReachedWorld {
  /** Looked at with each question: see `checkedModel`. */
  readonly model: Model;
  /** The same design, which can change its scope and the operation: to be given copies of them. */
  readonly unfrozen: Model;
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
  readonly check: (reached: ReachedWorld) => string | undefined;
}

/** What holds of every call in every world, sensible or not. */
export interface CallLaw {
  readonly law: string;
  readonly check: (reached: ReachedWorld, operation: Operation) => string | undefined;
}

/** An operation in words for a design's author. */
export const told = (operation: Operation): string => JSON.stringify(operation);

/** What is wrong where a function changes the scope that it is given; nothing where it leaves it. */
export function changedScope(scope: Scope, ask: (own: Scope) => unknown, what: string): string | undefined {
  const own = structuredClone(scope);
  ask(own);
  if (JSON.stringify(own) === JSON.stringify(scope)) return undefined;
  return `${what} changes the scope: it is the same for the whole search, and only to be read`;
}

/** What is wrong where a design changes the operation that it carries out; nothing where it leaves it. */
export function changedOperation(
  { unfrozen, scope, world }: ReachedWorld,
  operation: Operation,
): string | undefined {
  const own = structuredClone(operation);
  unfrozen.apply(structuredClone(world), own, structuredClone(scope));
  if (JSON.stringify(own) === JSON.stringify(operation)) return undefined;
  return `apply() changes ${told(operation)} to ${told(own)}: an operation is only to be read`;
}
