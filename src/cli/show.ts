import { Command, Option } from "@commander-js/extra-typings";
import { MODELS } from "../catalogue.ts";
import { type RecordedHistory, readHistoryInSteps } from "../history/read-history.ts";
import type { Model } from "../model/model.ts";
import type { Observation } from "../model/observation.ts";
import { printable } from "../report/printable.ts";
import { scopeInWords } from "../report/scope-in-words.ts";
import { indented } from "../report/story.ts";
import { firstWorld, type Told, tellHistory } from "../report/told-history.ts";
import { tree } from "../report/tree.ts";
import { viewers } from "../report/viewers.ts";
import { counted } from "../report/words.ts";
import { worldAsJson } from "../report/world-as-json.ts";
import { eventAsJson } from "./json.ts";
import { findModel } from "./named.ts";
import { EXIT, Problem } from "./problem.ts";
import { withProgress } from "./progress.ts";
import { readBytes } from "./read-bytes.ts";
import { wholeNumber } from "./scope-options.ts";
import { paint, print } from "./terminal.ts";

const INDENT = "   ";

/** `nsmodel show`: a history as sentences, trees and names. */
export function showCommand() {
  return new Command("show")
    .summary("tell a history in sentences and trees")
    .description(
      "Runs a history against the design that it names and tells each event in a sentence. Where an event changed the " +
        "world, the tree of containers, tasks and namespaces follows, and how each task names each container. Where the " +
        "file says something else than the design, it says so.",
    )
    .argument("<file>", "a history file; - is standard input")
    .addOption(
      new Option("--step <number>", "only this event; 0 is the world before the first").argParser(
        wholeNumber(0),
      ),
    )
    .option("--model <name>", "tell it as a history of this design, whatever it names")
    .option("--json", "print it as JSON")
    .addHelpText("after", "\nExit code: 0 the file agrees, 1 it differs, 2 it could not be read.")
    .action(async (file, { step, json, model }) => {
      const history = await read(file, model === undefined ? undefined : await findModel(model));
      const sum = json ? showJson(history, step) : showText(history, step);
      if (step !== undefined && step > sum.events)
        throw new Problem(
          `${printable(file)} has no event ${step}.`,
          `It has ${counted(sum.events, "event")}.`,
        );
      process.exitCode = sum.differences === 0 ? EXIT.asClaimed : EXIT.broken;
    });
}

/** A history file. @throws {Problem} where it cannot be read, or is none */
async function read(file: string, as: Model | undefined): Promise<RecordedHistory> {
  const bytes = await readBytes(file).catch((error: unknown) => {
    if (error instanceof Problem) throw new Problem(`${printable(file)}: ${error.message}`);
    throw error;
  });
  const result = await withProgress(
    readHistoryInSteps(bytes, MODELS, as),
    ({ lines }) => `${counted(lines, "line")} read`,
  );
  if (result.ok) return result.history;
  const { line, column, message } = result.problem;
  throw new Problem(`${printable(file)}:${line}:${column}: ${message}`);
}

/** How many events and differences were met. */
interface Sum {
  readonly events: number;
  readonly expectations: number;
  readonly differences: number;
}

const NOTHING: Sum = { events: 0, expectations: 0, differences: 0 };

function add({ events, expectations, differences }: Sum, told: Told): Sum {
  return {
    events: events + (told.what === "event" ? 1 : 0),
    expectations: expectations + (told.what === "expectation" ? 1 : 0),
    differences: differences + told.differences.length,
  };
}

/** Prints a history as it is told, or one event of it. */
function showText(history: RecordedHistory, wanted: number | undefined): Sum {
  if (wanted === undefined) printHeading(history);
  if (wanted === undefined || wanted === 0) printWorld(firstWorld(history));
  let sum = NOTHING;
  for (const told of tellHistory(history)) {
    sum = add(sum, told);
    if (wanted === undefined || wanted === told.step) printTold(told);
  }
  if (wanted === undefined) printSum(sum, history);
  return sum;
}

function printHeading({ model, scope }: RecordedHistory): void {
  print(`${paint("bold", model.name)}: ${model.summary}`);
  print(`Scope: ${scopeInWords(scope)}.\n`);
}

function printTold(told: Told): void {
  if (told.what === "event") print(`${paint("bold", `${told.step}.`)} ${told.sentence}`);
  for (const difference of told.differences) print(paint("red", `${INDENT}Line ${told.line}: ${difference}`));
  if (told.what === "event" && told.changes.length > 0) printWorld(told.world);
}

function printWorld(world: Observation): void {
  print(indented(`${tree(world, paint)}\n`, INDENT));
  // As long as there is only the root, it has only one name.
  if (world.containers.size > 1) print(indented(`${viewers(world, paint)}\n`, INDENT));
}

function printSum({ events, expectations, differences }: Sum, { model }: RecordedHistory): void {
  const told = `${counted(events, "event")}, ${counted(expectations, "expectation")}`;
  if (differences === 0) print(`${told}: ${paint("green", "the file agrees")} with ${model.name}.`);
  else print(`${told}: ${paint("red", counted(differences, "difference"))} from ${model.name}.`);
}

/** Prints a history, or one event of it, as JSON. */
function showJson(history: RecordedHistory, wanted: number | undefined): Sum {
  let sum = NOTHING;
  const entries: unknown[] = [];
  for (const told of tellHistory(history)) {
    sum = add(sum, told);
    if (wanted === undefined || wanted === told.step) entries.push(toldAsJson(told));
  }
  const { model, scope } = history;
  const world = wanted === undefined || wanted === 0 ? { world: worldAsJson(firstWorld(history)) } : {};
  print(JSON.stringify({ model: model.name, scope, ...sum, ...world, entries }, undefined, 2));
  return sum;
}

function toldAsJson(told: Told) {
  if (told.what === "expectation") return told;
  return { ...told, event: eventAsJson(told.event), world: worldAsJson(told.world) };
}
