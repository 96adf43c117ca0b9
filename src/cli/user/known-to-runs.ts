import type { Model } from "../../model/model.ts";
import type { OnRuns } from "../../model/on-runs.ts";
import type { Scope } from "../../model/scope.ts";
import { sortsOf } from "../../model/sorts.ts";
import { didYouMean } from "../../text/did-you-mean.ts";
import { printable } from "../../text/printable.ts";
import { Problem } from "../problem.ts";

/**
 * Refuses a property on runs that names what no design has: that must be a misspelling. It is enough if one of them has it.
 *
 * @param file the one that it is in, for the message
 * @param models all designs of its domain, each with a scope
 * @throws {Problem} if no design has the sort of thing that it is about, or a call that it assumes to be fair
 */
export function requireKnownToRuns(
  { name, of, fair = {} }: OnRuns,
  file: string,
  models: readonly { readonly model: Model; readonly scope: Scope }[],
): void {
  const it = `${printable(name)} in ${printable(file)}`;
  const sorts = distinct(models.flatMap(({ model, scope }) => sortsOf(model.shape(scope))));
  if (of !== undefined && !sorts.includes(of))
    throw new Problem(
      `${it} is about each ${printable(of)}, but no design numbers anything of that name.`,
      didYouMean(of, sorts),
    );
  const calls = distinct(models.flatMap(({ model }) => Object.keys(model.calls)));
  const unknown = Object.keys(fair).find((call) => !calls.includes(call));
  if (unknown !== undefined)
    throw new Problem(
      `${it} assumes that the call ${printable(unknown)} is fair, but no design has such a call.`,
      didYouMean(unknown, calls),
    );
}

const distinct = (names: readonly string[]): string[] => [...new Set(names)];
