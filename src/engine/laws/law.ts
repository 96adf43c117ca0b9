import type { Model } from "../../model/model.ts";
import type { Operation } from "../../model/operation.ts";
import type { Scope } from "../../model/scope.ts";

/** A law that a design or a property breaks, and the history after which it does. */
export interface LawBreach {
  /** Which law it is: the same string for all breaches of one law. It is not for people; `words` is. */
  readonly law: string;
  /** What is wrong, in words that tell the author what to fix. */
  readonly words: string;
  readonly scope: Scope;
  readonly history: readonly Operation[];
  /** What was thrown, if the design or the property threw something. */
  readonly cause?: unknown;
  /** Whether no other run should be tried, as it would take as long. */
  readonly isFinal?: boolean;
}

/** A world that a design has reached, and what is needed to examine it. */
export interface ReachedWorld {
  /** The design, with every answer checked: see `checkedModel`. */
  readonly model: Model;
  /** The same design, but able to change its scope and the operation: give it copies of them. */
  readonly unfrozen: Model;
  readonly scope: Scope;
  /** Must not be changed. */
  readonly world: object;
  /** Whether only calls that a search tries led there. A hostile one may lead out of the shape, as a name may be any text. */
  readonly isInScope: boolean;
}

/** A law that holds in every world that a design can reach, whatever the design says. */
export interface WorldLaw {
  /** The law in a sentence. */
  readonly law: string;
  /** @returns what breaks it, in words that tell the author what to fix; `undefined` if it holds */
  readonly check: (reached: ReachedWorld) => string | undefined;
}

/** A law that holds for every call in every world, sensible or not. */
export interface CallLaw {
  readonly law: string;
  readonly check: (reached: ReachedWorld, operation: Operation) => string | undefined;
}

/** An operation as text for a design's author. */
export const asText = (operation: Operation): string => JSON.stringify(operation);

/** What is wrong if a function changes the scope that it is given; `undefined` if it does not. */
export function changedScope(scope: Scope, ask: (own: Scope) => unknown, what: string): string | undefined {
  const own = structuredClone(scope);
  ask(own);
  if (JSON.stringify(own) === JSON.stringify(scope)) return undefined;
  return `${what} changes the scope, which is read-only and the same for the whole search`;
}

/** What is wrong if a design changes the operation that it carries out; `undefined` if it does not. */
export function changedOperation(
  { unfrozen, scope, world }: ReachedWorld,
  operation: Operation,
): string | undefined {
  const own = structuredClone(operation);
  unfrozen.apply(structuredClone(world), own, structuredClone(scope));
  if (JSON.stringify(own) === JSON.stringify(operation)) return undefined;
  return `apply() changes ${asText(operation)} to ${asText(own)}: an operation is read-only`;
}
