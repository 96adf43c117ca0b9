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
 * Checks the laws of designs on a user-defined design, along a few random runs. Warns on standard error about a call that it declares
 * but never lets a search try, and about one that a dead task may make.
 *
 * @returns the design, with every answer checked from now on
 * @throws {Problem} if it breaks a law, with what to fix and the history that leads there
 */
export function lawfulModel(model: Model, file: string): Model {
  const { breach, neverTried, callOfTheDead } = unlessHalted(() =>
    checkLaws(model, { activity, guard: watchedLaw }),
  );
  if (breach !== undefined) throw problemOf(model, breach, file, "designs");
  if (neverTried.length > 0)
    warn(
      `${printable(file)} declares ${enumerated(neverTried.map(printable))}, but operations() offered no such call in any world of some ` +
        "random runs: a search may never try it.",
    );
  if (callOfTheDead !== undefined)
    warn(
      `${printable(file)} lets a dead task act: ${printable(JSON.stringify(callOfTheDead))} succeeds, and should be refused. ` +
        "A search makes no such call, but random runs do.",
    );
  return watchedModel(model);
}

/** Checks laws, and once more if the program was halted meanwhile. @throws {Halted} if it was halted again */
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

/** A design that was found lawful, here or in another thread, with every answer checked. */
export const watchedModel = (model: Model): Model => checkedModel(model, activity);

/** A property that was found lawful, here or in another thread, with every finding checked. */
export const watchedProperty = (property: Property): Property => formOf(property).checked(activity);

/**
 * Checks the laws of properties on a user-defined property, along a few random runs of the designs that it is asked about.
 *
 * @param known the calls of all designs
 * @returns the property, with every finding checked from now on
 * @throws {Problem} if it breaks a law, or is about calls that no design has
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

/** A property may name calls of other designs besides one of these designs; a call that no design has must be a misspelling. */
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
    throw new Problem(
      `${names} is on no call: its \`on\` is empty.`,
      "Without `on`, it is checked on every call.",
    );
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
