import type { KernelReplay } from "../conformance/replay-on-kernel.ts";
import type { PropertyAlong } from "../engine/along.ts";
import { findingInWords } from "../engine/property-finding.ts";
import { type Replay, type ReplayDifference, testsNothing } from "../engine/replay.ts";
import { isErrno } from "../model/errno.ts";
import type { Model } from "../model/model.ts";
import { meaningOf } from "../model/outcome.ts";
import { type Paint, plain } from "../text/paint.ts";
import { printable } from "../text/printable.ts";
import { counted } from "../text/words.ts";

/** How many differences of a history are shown: those after the first may only be a consequence. */
export const SHOWN = 20;

/** How a replay that tested nothing is reported. */
export const NOTHING_TESTED = "has no event and no expectation: nothing was tested";

/** The result of running a history again. */
export interface Replayed {
  /** The design that it was run against. */
  readonly model: Model;
  readonly replay: Replay;
  /** `undefined` if it was not played on a kernel, or that was interrupted. */
  readonly kernel?: KernelReplay | undefined;
  /** Why it could not be played on this machine's kernel, and what would help, as sentences; the last has no full stop. */
  readonly notPlayed?: string | undefined;
  /** Whether playing it on the kernel was interrupted. */
  readonly isCut: boolean;
}

/** The result of a history, in lines that each begin with its name. @param name the history's name, such as its file; safe to print */
export function replayInWords(
  name: string,
  { model, replay, kernel, notPlayed, isCut }: Replayed,
  paint: Paint = plain,
): string[] {
  const lines = [
    ...onModelInWords(name, replay, model, paint),
    ...replay.properties.map((along) => alongInWords(name, along, paint)),
    ...(kernel === undefined ? [] : onKernelInWords(name, kernel, model, paint)),
    ...(notPlayed === undefined
      ? []
      : [`${name}: ${paint("yellow", `not played: ${printable(notPlayed)}`)}`]),
  ];
  if (isCut)
    return [...lines, `${name}: ${paint("yellow", "interrupted before the kernel had finished playing it")}`];
  if (kernel === undefined || (replay.propertyExpectations === 0 && replay.properties.length === 0))
    return lines;
  return [...lines, `${name}: properties were checked in the worlds of ${model.name}, not in the kernel's`];
}

function onModelInWords(name: string, replay: Replay, model: Model, paint: Paint): string[] {
  if (testsNothing(replay)) return [`${name}: ${paint("yellow", NOTHING_TESTED)}`];
  const { events, expectations, withoutCase, count, differences } = replay;
  const idle = withoutCase === 0 ? "" : ` (${withoutCase} without a case)`;
  const sum = `${counted(events, "event")}, ${counted(expectations, "expectation")}${idle}`;
  if (count === 0) return [`${name}: ${paint("green", "agrees")} with ${model.name}: ${sum}`];
  return [
    ...differences.map((one) => `${name}:${one.line}: ${paint("red", differenceInWords(one, model))}`),
    ...(count > differences.length
      ? [`${name}: and ${count - differences.length} more; nsmodel replay --all shows them`]
      : []),
    `${name}: ${counted(count, "difference")} from ${model.name} in ${sum}`,
  ];
}

/** What a property found along a whole history, as a line. */
function alongInWords(name: string, along: PropertyAlong, paint: Paint): string {
  const { cases, at, inapplicable } = along;
  const property = printable(along.property);
  if (inapplicable !== undefined) return `${name}: ${property} does not apply: ${printable(inapplicable)}`;
  if (at !== undefined) {
    const where = at.events === 0 ? "from the start" : `after ${counted(at.events, "event")}`;
    const found = paint(isBroken(along) ? "red" : "green", printable(findingInWords(at.finding)));
    return `${name}:${at.line}: ${property}, ${where}: ${found}`;
  }
  if (cases === 0) return `${name}: ${property} ${paint("yellow", along.withoutCase)}`;
  return `${name}: ${property} ${paint("green", "holds")} in ${counted(cases, "case")}`;
}

function onKernelInWords(
  name: string,
  { events, differences, stopped, release, containers }: KernelReplay,
  model: Model,
  paint: Paint,
): string[] {
  const lines = differences
    .slice(0, SHOWN)
    .map(({ line, words }) => `${name}:${line}: ${paint("red", `on the kernel ${printable(words)}`)}`);
  const sum = `${counted(events, "event")} on Linux ${release}`;
  if (stopped !== undefined)
    lines.push(`${name}:${stopped.line}: ${paint("yellow", `not played from here on: ${stopped.why}`)}`);
  if (differences.length > 0)
    lines.push(`${name}: ${counted(differences.length, "difference")} from ${model.name} in ${sum}`);
  else if (events > 0 && !containers)
    lines.push(
      `${name}: the kernel ${paint("yellow", "agrees")} with ${model.name} in tasks and namespaces; containers were not compared: ${sum}`,
    );
  else if (events > 0)
    lines.push(`${name}: the kernel ${paint("green", "agrees")} with ${model.name}: ${sum}`);
  return lines;
}

/** Whether a property was broken along a history. */
export function isBroken({ at }: PropertyAlong): boolean {
  return at?.finding.found === "broken";
}

/** A difference as a sentence. */
export function differenceInWords(
  { kind, subject, expected, found }: ReplayDifference,
  model: Model,
): string {
  const { name } = model;
  if (kind === "outcome")
    return `${subject}: the file says ${expected}, ${name} says ${meaning(model, found, subject)}`;
  if (kind === "loop") return `the loop does not close: expected ${expected}; found ${found}`;
  return `the expectation of "${subject}" fails: expected ${expected}; found ${found}`;
}

function meaning(model: Model, outcome: string, op: string): string {
  return isErrno(outcome) ? `${outcome} (${meaningOf(model, outcome, op)})` : outcome;
}
