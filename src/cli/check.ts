import { Command, Option } from "@commander-js/extra-typings";
import { MODELS, PROPERTIES } from "../catalogue.ts";
import { sumOfCalls } from "../engine/call-counts.ts";
import { type SearchProgress, type SearchResult, searchInSteps } from "../engine/search.ts";
import type { Model } from "../model/model.ts";
import type { Scope } from "../model/scope.ts";
import { scopeInWords } from "../report/scope-in-words.ts";
import { counterexample, verdictTable } from "../report/verdicts.ts";
import { verdictsAsJson } from "./json.ts";
import { findModel, findProperty } from "./named.ts";
import { EXIT } from "./problem.ts";
import { withProgress } from "./progress.ts";
import { saveHistories } from "./save-histories.ts";
import { DEFAULT_CHECK_SCOPE } from "./scope-defaults.ts";
import { SCOPE_OPTIONS, scopeFrom, wholeNumber } from "./scope-options.ts";
import { paint, print } from "./terminal.ts";

/** The most worlds that the plain search keeps: they fit into Node's default heap. */
const MOST_WORLDS = 4_000_000;

/** `nsmodel check`: every property on every world and step of a scope. */
export function checkCommand() {
  return new Command("check")
    .summary("check every promise in every world of a scope")
    .description("Tries every call in every world of a scope, and says of each property whether it holds.")
    .argument("[model]", "the design", MODELS[0].name)
    .addOption(SCOPE_OPTIONS.tasks)
    .addOption(SCOPE_OPTIONS.containers)
    .addOption(SCOPE_OPTIONS.kinds)
    .addOption(SCOPE_OPTIONS.names)
    .addOption(SCOPE_OPTIONS.images)
    .addOption(new Option("--property <name...>", "only these properties"))
    .addOption(
      new Option("--depth <events>", "only histories of up to so many events").argParser(wholeNumber(0)),
    )
    .addOption(
      new Option("--worlds <number>", "stop at so many worlds")
        .argParser(wholeNumber(1))
        .default(MOST_WORLDS),
    )
    .option("--histories <folder>", "write each history that is found into this folder")
    .option("--json", "print the result as JSON")
    .addHelpText("after", `\nWithout scope options: ${scopeInWords(DEFAULT_CHECK_SCOPE)}.`)
    .action(async (modelName, options) => {
      const model = findModel(modelName);
      const properties = options.property?.map(findProperty) ?? PROPERTIES;
      const scope = scopeFrom(options, DEFAULT_CHECK_SCOPE);
      const bounds = { worlds: options.worlds, ...(options.depth !== undefined && { depth: options.depth }) };
      const began = performance.now();
      const result = await withProgress(
        searchInSteps(model, properties, scope, bounds),
        ({ worlds, depth, expanded }) =>
          `${worlds} worlds at depth ${depth}, ${worlds - expanded} of them to expand`,
      );
      const seconds = (performance.now() - began) / 1000;
      if (options.json) print(JSON.stringify(asJson(model, scope, result, seconds), undefined, 2));
      else printCheck(model, scope, result, seconds);
      if (options.histories !== undefined)
        await saveHistories(options.histories, model, scope, result.verdicts);
      process.exitCode = result.verdicts.some(({ verdict }) => verdict === "broken")
        ? EXIT.broken
        : EXIT.asClaimed;
    });
}

/** How far a search has come, as a terminal shows it. */
export function progressInWords({ worlds, depth, expanded }: SearchProgress): string {
  return `${worlds.toLocaleString("en")} worlds at depth ${depth}, ${(worlds - expanded).toLocaleString("en")} to expand`;
}

function asJson(model: Model, scope: Scope, result: SearchResult, seconds: number) {
  const { worlds, levels, calls, depth, complete } = result;
  const verdicts = verdictsAsJson(result.verdicts);
  const { ok, unchanged, refused } = sumOfCalls(calls);
  const transitions = { ok, unchanged, refused };
  const operations = Object.fromEntries(calls);
  return {
    model: model.name,
    scope,
    worlds,
    transitions,
    operations,
    depth,
    levels,
    complete,
    seconds,
    verdicts,
  };
}

/** Prints what a search found: its size, the verdicts, and each counterexample. */
export function printCheck(model: Model, scope: Scope, result: SearchResult, seconds: number): void {
  print(paint("bold", `${model.name}: ${model.summary}`));
  print(`Scope: ${scopeInWords(scope)}.`);
  print(`${sizeInWords(result)}, in ${seconds.toFixed(1)} s.`);
  print(verdictTable(result.verdicts, paint));
  for (const verdict of result.verdicts) {
    if (verdict.verdict === "broken" && verdict.history)
      print(`\n${counterexample(verdict, model, scope, paint)}`);
  }
}

function sizeInWords({ worlds, calls, depth, complete }: SearchResult): string {
  const { ok, refused } = sumOfCalls(calls);
  const errnos = Object.entries(refused).map(([errno, number]) => `${errno} ${number.toLocaleString("en")}`);
  const refusals = errnos.length === 0 ? "none refused" : `refused: ${errnos.join(", ")}`;
  const whole = complete ? "all of it" : "not all of it";
  const number = (value: number) => value.toLocaleString("en");
  return `${number(worlds)} worlds (${whole}), ${number(ok)} calls ok, ${refusals}; depth ${depth}`;
}
