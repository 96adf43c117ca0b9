import type { CompareResult, DesignDifference } from "../engine/compare.ts";
import { begin, type History, observationOf, performAll } from "../history/history.ts";
import type { Model } from "../model/model.ts";
import type { Event } from "../model/operation.ts";
import type { Scope } from "../model/scope.ts";
import { type Paint, plain } from "../text/paint.ts";
import { printable } from "../text/printable.ts";
import { counted, enumerated } from "../text/words.ts";
import { indented } from "./story.ts";

/** Two designs that were compared, and the scope. */
export interface Compared {
  readonly first: Model;
  readonly second: Model;
  readonly scope: Scope;
  /** Whether the question was only that the second can do everything the first does. */
  readonly refines: boolean;
}

/** The verdict of a comparison in one sentence. */
export function compareVerdict({ verdict, difference, bound }: CompareResult, compared: Compared): string {
  const [first, second] = [printable(compared.first.name), printable(compared.second.name)];
  switch (verdict) {
    case "equal":
      return compared.refines
        ? `${second} can do everything that ${first} does, in the whole scope.`
        : `${first} and ${second} are equal in the whole scope.`;
    case "differ": {
      const where = differenceInWords(difference);
      return compared.refines
        ? `${second} cannot follow ${first} ${where}.`
        : `${first} and ${second} differ ${where}.`;
    }
    case "not-decided":
      return `Not decided: ${first} and ${second} have not differed so far, but ${bound ?? "not everything was seen"}.`;
  }
}

function differenceInWords(difference: DesignDifference | undefined): string {
  if (difference === undefined) return "";
  const where =
    difference.history.length === 0
      ? "from the start"
      : `after ${counted(difference.history.length, "event")}`;
  return difference.of === "observation" ? where : `${where}, in the outcome only`;
}

/** What was left out of a comparison: the calls that only one of the designs has. Empty if there are none. */
export function callsOfOne({ calls }: CompareResult, { first, second }: Compared): string[] {
  const beside = (model: Model, ops: readonly string[]): string[] =>
    ops.length === 0
      ? []
      : [`Not compared: ${enumerated(ops.map(printable))}, which only ${printable(model.name)} has.`];
  return [...beside(first, calls.onlyFirst), ...beside(second, calls.onlySecond)];
}

/** A difference, told as the history on both sides and the world that each ends in. */
export function differenceStory(
  { history }: DesignDifference,
  compared: Compared,
  paint: Paint = plain,
): string {
  const first = historyIn(
    compared.first,
    compared.scope,
    history.map((event) => event.first),
  );
  const second = historyIn(
    compared.second,
    compared.scope,
    history.map((event) => event.second),
  );
  const steps = history.map((event, index) => {
    const number = paint("dim", `${index + 1}.`);
    if (isSame(event.first, event.second)) return `${number} ${sentenceOf(compared.first, event.first)}`;
    const sides = [
      `${printable(compared.first.name)}: ${sentenceOf(compared.first, event.first)}`,
      `${printable(compared.second.name)}: ${sentenceOf(compared.second, event.second)}`,
    ];
    return `${number} In ${sides.join("\n   In ")}`;
  });
  const worlds = [first, second].map(
    (side) =>
      `\n${paint("bold", printable(side.model.name))} is then\n${indented(side.model.domain.words.picture(observationOf(side), paint), "   ")}`,
  );
  return [...steps, ...worlds].join("\n");
}

function historyIn(model: Model, scope: Scope, events: readonly Event[]): History {
  return performAll(
    begin(model, scope),
    events.map(({ operation }) => operation),
  );
}

function isSame(one: Event, other: Event): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}

function sentenceOf(model: Model, event: Event): string {
  return model.domain.words.sentence(model, event);
}
