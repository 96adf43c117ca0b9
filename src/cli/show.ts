import { setImmediate } from "node:timers/promises";
import { Command, Option } from "@commander-js/extra-typings";
import type { RecordedHistory } from "../history/read-history.ts";
import type { Domain, Model } from "../model/model.ts";
import type { Observation } from "../model/observation.ts";
import { scopeInWords } from "../report/scope-in-words.ts";
import { indented } from "../report/story.ts";
import { findingSentence, firstWorld, type Told, tellHistory } from "../report/told-history.ts";
import { printable } from "../text/printable.ts";
import { counted } from "../text/words.ts";
import { readHistoryFile } from "./files/history-file.ts";
import { whileInterruptible } from "./interruptible.ts";
import { eventAsJson } from "./json.ts";
import { findModel, findProperties, knownProperties } from "./named.ts";
import { printJson } from "./print-json.ts";
import { EXIT, Problem } from "./problem.ts";
import { wholeNumberOption, withBounds, withReplayOptions } from "./scope-options.ts";
import { lineWidth, paint, print } from "./terminal.ts";

const INDENT = "   ";
/** How long signals may have to wait. */
const MILLISECONDS_UNHEARD = 100;

/** `nsmodel show`: a history as sentences, trees and names. */
export function showCommand() {
  return withReplayOptions(
    new Command("show")
      .summary("print a history as sentences and trees")
      .description(
        "Runs a history against the design that it names and prints each event as a sentence. If the event changed the world, the " +
          "tree of containers, tasks and namespaces follows, and how each task names each container. Where the file disagrees " +
          "with the design, it says so.",
      )
      .argument("<file>", "a history file; - is standard input")
      .addOption(
        new Option("--step <number>", "only this event; 0 is the world before the first").argParser(
          wholeNumberOption(0),
        ),
      )
      .option("--model <name>", "show it as a history of this design, whatever design it names")
      .addOption(
        new Option(
          "--property <name...>",
          "also recognise these properties, such as ./file.ts, if the file names them",
        ),
      ),
  )
    .option("--json", "print the result as JSON")
    .addHelpText(
      "after",
      "\nExit code: 0 the file agrees, 1 it differs, 2 it could not be read, 4 interrupted.",
    )
    .action(async (file, options) => {
      const { step, json, model, property } = options;
      const as = model === undefined ? undefined : await findModel(model);
      const properties = [...new Set([...knownProperties(), ...(await findProperties(property ?? []))])];
      const { sum, isCut } = await whileInterruptible(async (interrupted, asked) => {
        const recorded = await readHistoryFile(file, as, properties, asked);
        if (recorded === undefined) return { sum: NOTHING, isCut: true };
        const history = withBounds(options, recorded);
        const told = json
          ? await showJson(history, step, interrupted)
          : await showText(history, step, interrupted);
        return { sum: told, isCut: interrupted() };
      });
      if (isCut && !json) print(paint("yellow", `Interrupted after ${counted(sum.events, "event")}.`));
      if (step !== undefined && step > sum.events && !isCut)
        throw new Problem(
          `${printable(file)} has no event ${step}.`,
          `It has ${counted(sum.events, "event")}.`,
        );
      if (sum.differences > 0) process.exitCode = EXIT.broken;
      else process.exitCode = isCut ? EXIT.notDecided : EXIT.asClaimed;
    });
}

/** How many events, expectations and differences were met. */
interface Sum {
  readonly events: number;
  readonly expectations: number;
  readonly differences: number;
}

const NOTHING: Sum = { events: 0, expectations: 0, differences: 0 };

function add({ events, expectations, differences }: Sum, told: Told): Sum {
  return {
    events: events + (told.what === "expectation" || told.what === "loop" ? 0 : 1),
    expectations: expectations + (told.what === "expectation" ? 1 : 0),
    differences: differences + told.differences.length,
  };
}

/** The entries of a history as they are told, until interrupted. */
async function* toldUntil(
  history: RecordedHistory,
  wanted: number | undefined,
  interrupted: () => boolean,
): AsyncGenerator<Told> {
  let heard = performance.now();
  for (const told of tellHistory(history, wanted)) {
    if (performance.now() - heard > MILLISECONDS_UNHEARD) {
      await setImmediate(); // lets signals come in
      heard = performance.now();
    }
    if (interrupted()) return;
    yield told;
  }
}

/** Prints a history as it is told, or one event of it. */
async function showText(
  history: RecordedHistory,
  wanted: number | undefined,
  interrupted: () => boolean,
): Promise<Sum> {
  if (wanted === undefined) printHeading(history);
  if (wanted === undefined || wanted === 0) printWorld(history.model.domain, firstWorld(history));
  let sum = NOTHING;
  for await (const told of toldUntil(history, wanted, interrupted)) {
    sum = add(sum, told);
    if (wanted === undefined || wanted === told.step) printTold(history.model, told);
  }
  if (wanted === undefined && !interrupted()) printSum(sum, history);
  return sum;
}

function printHeading({ model, scope }: RecordedHistory): void {
  print(`${paint("bold", model.name)}: ${printable(model.summary)}`);
  print(`Scope: ${scopeInWords(model.domain, scope)}.\n`);
}

function printTold({ domain }: Model, told: Told): void {
  if (told.what === "event") print(`${paint("bold", `${told.step}.`)} ${told.sentence}`);
  if (told.what === "expectation" && told.asked !== undefined)
    print(`${INDENT}${printable(findingSentence(told.asked.property, told.asked.finding))}`);
  if (told.what === "loop" && told.differences.length === 0)
    print(`${INDENT}Here a loop begins: at the end, the world must be the same again.`);
  for (const difference of told.differences) print(paint("red", `${INDENT}Line ${told.line}: ${difference}`));
  if (told.what === "event" && told.changes.length > 0) printWorld(domain, told.world);
}

function printWorld({ words }: Domain, world: Observation): void {
  print(indented(`${words.picture(world, paint)}\n`, INDENT));
  const views = words.views?.(world, paint, lineWidth() - INDENT.length) ?? "";
  if (views !== "") print(indented(`${views}\n`, INDENT));
}

function printSum({ events, expectations, differences }: Sum, { model }: RecordedHistory): void {
  const told = `${counted(events, "event")}, ${counted(expectations, "expectation")}`;
  if (differences === 0) print(`${told}: ${paint("green", "the file agrees")} with ${model.name}.`);
  else print(`${told}: ${paint("red", counted(differences, "difference"))} from ${model.name}.`);
}

/** Prints a history, or one event of it, as JSON. */
async function showJson(
  history: RecordedHistory,
  wanted: number | undefined,
  interrupted: () => boolean,
): Promise<Sum> {
  let sum = NOTHING;
  const entries: unknown[] = [];
  for await (const told of toldUntil(history, wanted, interrupted)) {
    sum = add(sum, told);
    if (wanted === undefined || wanted === told.step) entries.push(toldAsJson(history.model, told));
  }
  const { model, scope } = history;
  const world =
    wanted === undefined || wanted === 0
      ? { world: model.domain.observations.asJson(firstWorld(history)) }
      : {};
  printJson({ model: model.name, scope, ...sum, ...world, entries });
  return sum;
}

function toldAsJson({ domain }: Model, told: Told) {
  if (told.what !== "event") return told;
  return { ...told, event: eventAsJson(told.event), world: domain.observations.asJson(told.world) };
}
