import { checkedModel } from "../../engine/checked/checked-model.ts";
import { formOf } from "../../engine/form.ts";
import { checkPropertyLaws } from "../../engine/laws/property-laws.ts";
import { checkLaws, type LawBreach } from "../../engine/laws.ts";
import type { Model } from "../../model/model.ts";
import { callsOf, type Property } from "../../model/property.ts";
import { scopeInWords } from "../../report/scope-in-words.ts";
import { didYouMean } from "../../text/did-you-mean.ts";
import { printable } from "../../text/printable.ts";
import { enumerated } from "../../text/words.ts";
import { Problem } from "../problem.ts";
import { paintError } from "../terminal.ts";
import { Halted } from "./halted.ts";
import { historyInLines } from "./history-in-lines.ts";
import { placeIn } from "./place-in.ts";
import { activity, watchedLaw } from "./watched.ts";

/**
 * Checks the laws of designs on a design of the user's own, along a few random runs. A call that it declares and never lets a search
 * try, and one that a dead task may make, are told on standard error.
 *
 * @returns the design, of which every answer is looked at from now on
 * @throws {Problem} where it breaks a law, with what to mend and how it comes to it
 */
export function lawfulModel(model: Model, file: string): Model {
  const { breach, neverTried, callOfTheDead } = unlessHalted(() =>
    checkLaws(model, { activity, guard: watchedLaw }),
  );
  if (breach !== undefined) throw problemOf(model, breach, file, "designs");
  if (neverTried.length > 0)
    warn(
      `${printable(file)} declares ${enumerated(neverTried.map(printable))}, but operations() gave no such call in any world of some ` +
        "random runs: a search does not try it.",
    );
  if (callOfTheDead !== undefined)
    warn(
      `${printable(file)} lets a task act that does not live: ${printable(JSON.stringify(callOfTheDead))} comes to ok, and should be refused. ` +
        "A search makes no such call; random runs do.",
    );
  return watchedModel(model);
}

/** Checks laws, and once more where the program was halted meanwhile. @throws {Halted} where it was so again */
export function unlessHalted<Report extends { readonly breach: LawBreach | undefined }>(
  check: () => Report,
): Report {
  const first = check();
  if (!(first.breach?.cause instanceof Halted)) return first;
  const second = check();
  if (second.breach?.cause instanceof Halted) throw second.breach.cause;
  return second;
}

function warn(words: string): void {
  process.stderr.write(`${paintError("yellow", "warning:")} ${words}\n`);
}

/** A design that was found lawful in another thread. */
export const watchedModel = (model: Model): Model => checkedModel(model, activity);

/** A property that was found lawful in another thread. */
export const watchedProperty = (property: Property): Property => formOf(property).checked(activity);

/**
 * Checks the laws of properties on a property of the user's own, along a few random runs of the designs of which it is asked.
 *
 * @param known the calls of all designs that there are
 * @returns the property, of which every finding is looked at from now on
 * @throws {Problem} where it breaks a law, or is about calls that no design has
 */
export function lawfulProperty(
  property: Property,
  file: string,
  models: readonly Model[],
  known: readonly string[],
): Property {
  refuseUnknownCalls(property, file, models, known);
  for (const model of models) {
    const { breach } = unlessHalted(() => ({
      breach: checkPropertyLaws(property, model, { activity, guard: watchedLaw }),
    }));
    if (breach !== undefined)
      throw problemOf(model, breach, file, "properties", ` of ${printable(model.name)}`);
  }
  return watchedProperty(property);
}

/** An operation of another design may be named beside one of these designs; one that nobody has is a mistake in writing. */
function refuseUnknownCalls(
  property: Property,
  file: string,
  models: readonly Model[],
  known: readonly string[],
): void {
  const calls = callsOf(property);
  if (calls === undefined) return;
  const names = `${printable(property.name)} in ${printable(file)}`;
  if (calls.length === 0)
    throw new Problem(`${names} is on no call: its on is empty.`, "Without on it is asked of every call.");
  const unknown = calls.find((op) => !known.includes(op));
  if (unknown !== undefined)
    throw new Problem(
      `${names} is on the call ${printable(unknown)}, which no design has.`,
      didYouMean(unknown, known),
    );
  const declared = new Set(models.flatMap((model) => Object.keys(model.calls)));
  if (calls.some((op) => declared.has(op))) return;
  throw new Problem(
    `${names} is on ${enumerated(calls)}: ${enumerated(models.map((model) => printable(model.name)))} ${models.length === 1 ? "has" : "have"} no such call.`,
    `There ${declared.size === 1 ? "is" : "are"} ${enumerated([...declared])}.`,
  );
}

function problemOf(
  { domain }: Model,
  { words, scope, history, cause }: LawBreach,
  file: string,
  of: string,
  where = "",
): Problem {
  return new Problem(
    `${printable(placeIn(cause) ?? file)} breaks a law of ${of}: ${printable(words)}${/[?)]$/.test(words) ? "" : "."}`,
    historyInLines(history, `in the scope${where} of ${scopeInWords(domain, scope)}`),
  );
}
