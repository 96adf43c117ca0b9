import type { Operation } from "../../model/operation.ts";
import type { Scope } from "../../model/scope.ts";
import type { Guard } from "../checked/guard.ts";
import { Mistake } from "../checked/mistake.ts";
import type { LawBreach } from "./law.ts";

/** Something did not return. Nothing else that would take as long should be tried. */
export class Endless extends Mistake {}

/** Runs a piece of a design or a property. What it throws counts as a breach too. */
export function guarded<Result extends object>(
  scope: Scope,
  history: readonly Operation[],
  guard: Guard,
  work: () => Result,
): Result | LawBreach {
  try {
    return guard(work);
  } catch (cause) {
    const message = cause instanceof Error ? cause.message : String(cause);
    const words = cause instanceof Mistake ? message : `it throws "${message}"`;
    return {
      law: cause instanceof Mistake ? message.replaceAll(/\{.*\}|\d+/g, "") : `nothing is thrown: ${message}`,
      words,
      scope,
      history: [...history],
      cause,
      isFinal: cause instanceof Endless,
    };
  }
}

export function isBreach(found: object): found is LawBreach {
  return "law" in found && "history" in found;
}
