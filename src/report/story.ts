import { goTo, type History, observationOf, worldOf } from "../history/history.ts";
import { type Paint, plain } from "../text/paint.ts";
import { changes } from "./changes.ts";

/** How much a story tells besides its sentences. */
export interface StoryOptions {
  /** Where the tree of containers is shown: after each event (the default), after the last, or nowhere. */
  readonly trees?: "each" | "last" | "none";
  /** Whether each sentence is followed by a line for each change. */
  readonly changes?: boolean;
  readonly paint?: Paint;
  /** A line to show before a step, counted from 0. */
  readonly before?: { readonly step: number; readonly words: string };
}

/**
 * The events of a history up to its position as numbered sentences, safe to print. An event that changed nothing has no tree:
 * it would be the same as before.
 */
export function story(history: History, options: StoryOptions = {}): string {
  const indent = " ".repeat(String(history.position).length + 2);
  return history.moments
    .slice(0, history.position)
    .flatMap((_, index) => [
      ...(options.before?.step === index ? [options.before.words] : []),
      numbered(history, index, options.paint ?? plain),
      ...details(history, index, options).map((text) => indented(text, indent)),
    ])
    .join("\n");
}

function numbered(history: History, index: number, paint: Paint): string {
  const number = String(index + 1).padStart(String(history.position).length);
  return `${paint("dim", `${number}.`)} ${step(history, index)}`;
}

/** What is shown below a sentence. */
function details(history: History, index: number, options: StoryOptions): string[] {
  const { trees = "each", paint = plain } = options;
  const isLast = index + 1 === history.position;
  const isSame = history.moments[index]?.patches.length === 0;
  const lines = options.changes ? stepChanges(history, index).map((line) => paint("dim", `- ${line}`)) : [];
  if ((trees === "each" && !isSame) || (trees === "last" && isLast))
    lines.push(`${history.model.domain.words.picture(observationOf(goTo(history, index + 1)), paint)}\n`);
  return lines;
}

/** The sentence of an event of a history, counted from 0. */
export function step(history: History, index: number): string {
  const moment = history.moments[index];
  if (moment === undefined)
    throw new RangeError(`there is no event ${index} among ${history.moments.length}`);
  const before = observationOf(goTo(history, index));
  const after = observationOf(goTo(history, index + 1));
  return history.model.domain.words.sentence(history.model, moment.event, { before, after });
}

/** What an event of a history changed, counted from 0. */
export function stepChanges(history: History, index: number): string[] {
  const moment = history.moments[index];
  if (moment === undefined)
    throw new RangeError(`there is no event ${index} among ${history.moments.length}`);
  return changes(history.model.domain, worldOf(goTo(history, index)), moment);
}

/** Puts an indent before each non-empty line of a text. */
export function indented(text: string, indent: string): string {
  return text
    .split("\n")
    .map((line) => (line === "" ? line : `${indent}${line}`))
    .join("\n");
}
