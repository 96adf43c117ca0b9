import { Command, Option } from "@commander-js/extra-typings";
import { MODELS, propertiesOf } from "../catalogue.ts";
import { neverSucceeded, sumOfCalls } from "../engine/call-counts.ts";
import type { Shard } from "../engine/shard.ts";
import {
  RUNS_END,
  type SimulateOptions,
  type SimulateResult,
  simulateInSteps,
  simulationOf,
} from "../engine/simulate.ts";
import type { Model } from "../model/model.ts";
import type { Property } from "../model/property.ts";
import type { Scope } from "../model/scope.ts";
import type { Verdict } from "../model/verdict.ts";
import { callTable, neverSucceededInWords } from "../report/calls.ts";
import { scopeInWords } from "../report/scope-in-words.ts";
import { runVerdictsInWords } from "../report/simulation.ts";
import { counterexample } from "../report/verdicts.ts";
import { printable } from "../text/printable.ts";
import { counted } from "../text/words.ts";
import { clusterOption } from "./cluster/cluster-option.ts";
import { partsOfSimulation, type SimulateAsk } from "./cluster/jobs/simulate.ts";
import { onCluster } from "./cluster/on-cluster.ts";
import type { ServerAddress } from "./cluster/server-address.ts";
import { brokenProperties, commandLine } from "./command-line.ts";
import { type Conclusion, exitCodeOf } from "./conclusion.ts";
import { requireWritableFolder } from "./files/output-files.ts";
import { whileInterruptible } from "./interruptible.ts";
import { verdictsAsJson } from "./json.ts";
import { findModel, findProperties } from "./named.ts";
import { printJson } from "./print-json.ts";
import { withProgress } from "./progress.ts";
import { lengthOption, runsOption, SEED, seedFor } from "./random-options.ts";
import { saveHistories } from "./save-histories.ts";
import { defaultScopeInWords, scopeFrom, withScopeOptions } from "./scope-options.ts";
import { shardOption } from "./shard-option.ts";
import { lineWidth, paint, print } from "./terminal.ts";

const DEFAULT_RUNS = 100;
const DEFAULT_LENGTH = 50;

/** The runs that are asked for. */
type Run = SimulateOptions & { readonly shard?: Shard };

/** `nsmodel simulate`: random histories, sensible and hostile, in scopes that are too large to search. */
export function simulateCommand() {
  return withScopeOptions(
    new Command("simulate")
      .summary("check every promise along random histories")
      .description(
        "Runs random histories that mix sensible calls with hostile ones, and checks every property along them.",
      )
      .argument("[model]", "the design", MODELS[0].name),
  )
    .addOption(new Option("--property <name...>", "only these properties"))
    .addOption(runsOption(DEFAULT_RUNS))
    .addOption(lengthOption(DEFAULT_LENGTH))
    .addOption(SEED)
    .addOption(shardOption("histories"))
    .addOption(clusterOption("runs"))
    .option("--histories <folder>", "write each history that breaks a property into this folder")
    .option("--json", "print the result as JSON")
    .addHelpText("after", defaultScopeInWords("roomy"))
    .action(async (modelName, options) => {
      const model = await findModel(modelName);
      const scope = scopeFrom(options, model.domain, "roomy", [model]);
      const properties =
        options.property === undefined
          ? propertiesOf(model.domain, scope)
          : await findProperties(options.property);
      const seed = seedFor(options.seed, options.shard);
      const { runs, length, shard } = options;
      const run: Run = { runs, length, seed, ...(shard && { shard }) };
      if (options.histories !== undefined) await requireWritableFolder(options.histories);
      const began = performance.now();
      const result =
        options.cluster === undefined
          ? await whileInterruptible((interrupted) =>
              withProgress(
                simulateInSteps(model, properties, scope, run, interrupted),
                ({ runs, events }) => `${runs} of ${options.runs} runs, ${events} events`,
              ),
            )
          : await simulatedOnCluster(options.cluster, { model, properties, scope, options: run });
      const seconds = (performance.now() - began) / 1000;
      const conclusion = conclusionOfRuns(result, options.property !== undefined);
      if (options.json) printJson({ ...asJson(model, scope, run, result, seconds), conclusion });
      else printResult(model, properties, scope, run, result, seconds);
      if (options.histories !== undefined)
        await saveHistories(options.histories, model, scope, result.verdicts);
      process.exitCode = exitCodeOf(conclusion);
    });
}

/** The same simulation, in stretches that workers do. */
async function simulatedOnCluster(address: ServerAddress, whole: SimulateAsk): Promise<SimulateResult> {
  const { model, properties, scope, options } = whole;
  const parts = await onCluster(address, "simulate", (slots) => partsOfSimulation(whole, slots));
  return simulationOf(model, properties, scope, options, parts);
}

/**
 * Random runs decide nothing but what they break. If all that were asked for were made, they have done what they can.
 *
 * @param areNamed whether each property was asked for by name: if nothing can be found out about one, it then counts as not decided
 */
function conclusionOfRuns({ verdicts, complete }: SimulateResult, areNamed: boolean): Conclusion {
  if (verdicts.some(({ verdict }) => verdict === "broken")) return "broken";
  const isBeyond = ({ verdict, why }: Verdict): boolean => verdict === "does-not-apply" || why === RUNS_END;
  return complete && !(areNamed && verdicts.some(isBeyond)) ? "as-claimed" : "not-decided";
}

function asJson(model: Model, scope: Scope, run: Run, result: SimulateResult, seconds: number) {
  const { runs, complete, events, calls, verdicts } = result;
  const operations = Object.fromEntries(calls);
  const transitions = sumOfCalls(calls);
  return {
    model: model.name,
    scope,
    ...run,
    runs,
    complete,
    events,
    transitions,
    operations,
    neverSucceeded: neverSucceeded(calls),
    seconds,
    verdicts: verdictsAsJson(verdicts),
  };
}

function printResult(
  model: Model,
  properties: readonly Property[],
  scope: Scope,
  run: Run,
  result: SimulateResult,
  seconds: number,
): void {
  print(paint("bold", `${model.name}: ${printable(model.summary)}`));
  print(`Scope: ${scopeInWords(model.domain, scope)}.`);
  if (!result.complete)
    print(paint("yellow", `Interrupted: ${result.runs} of ${run.runs} random runs were made.`));
  print(
    `${counted(result.runs, "random run")}, ${counted(result.events, "event")} in ${seconds.toFixed(1)} s; --seed ${run.seed} repeats them.`,
  );
  if (run.shard !== undefined)
    print(`They are part ${run.shard.number} of ${run.shard.of} of ${counted(run.runs, "random run")}.`);
  print(callTable(result.calls, lineWidth()));
  const idle = neverSucceededInWords(result.calls);
  if (idle !== undefined) print(paint("yellow", idle));
  for (const line of runVerdictsInWords(result.verdicts, properties, paint, lineWidth())) print(line);
  for (const verdict of result.verdicts) {
    if (verdict.verdict === "broken" && verdict.history)
      print(`\n${counterexample(verdict, model, scope, paint)}`);
  }
  const broken = brokenProperties(properties, result.verdicts);
  if (broken === undefined) return;
  const { runs, length, seed, shard } = run;
  const part = shard === undefined ? [] : ["--shard", `${shard.number}/${shard.of}`];
  const numbers = { "--runs": runs, "--length": length, "--seed": seed };
  const words = Object.entries(numbers).flatMap(([option, number]) => [option, String(number)]);
  print(
    `\nTo repeat this: ${commandLine("simulate", [model], model.domain, scope, [...words, ...part, ...broken])}`,
  );
}
