import { Command, Option } from "@commander-js/extra-typings";
import { MODELS } from "../catalogue.ts";
import { sumOfCalls } from "../engine/call-counts.ts";
import { searchInSteps } from "../engine/search.ts";
import type { SearchOptions } from "../engine/search-options.ts";
import type { SearchProgress, SearchResult } from "../engine/search-result.ts";
import type { Model } from "../model/model.ts";
import type { Scope } from "../model/scope.ts";
import { asymmetryInWords } from "../report/asymmetry.ts";
import { checkResults } from "../report/reporters/of-verdicts.ts";
import { clusterOption } from "./cluster/cluster-option.ts";
import type { WhereOnCluster } from "./cluster/search-on-cluster.ts";
import type { ServerAddress } from "./cluster/server-address.ts";
import { brokenProperties, commandLine, inShell } from "./command-line.ts";
import { conclusionOf, exitCodeOf } from "./conclusion.ts";
import { FAIR, fairWords } from "./fair-option.ts";
import { requireWritableFolder } from "./files/output-files.ts";
import { whileInterruptible } from "./interruptible.ts";
import { verdictsAsJson } from "./json.ts";
import { fileOf } from "./named.ts";
import { type PlannedSearch, planSearch } from "./planned-search.ts";
import { printCheck } from "./print-check.ts";
import { Problem } from "./problem.ts";
import { withProgress } from "./progress.ts";
import { JSON_RESULT, OUT, REPORTER, report, requireReportable } from "./reporting.ts";
import { saveHistories } from "./save-histories.ts";
import { defaultScopeInWords, withScopeOptions } from "./scope-options.ts";
import { runOptionsFrom, SEARCH_OPTIONS } from "./search-options.ts";
import { searchProgress } from "./search-progress.ts";
import { shardOption } from "./shard-option.ts";
import { searchInFolder } from "./store/search-in-folder.ts";
import { print } from "./terminal.ts";

/** `nsmodel check`: every property on every world and step of a scope. */
export function checkCommand() {
  return withScopeOptions(
    new Command("check")
      .summary("check every promise in every world of a scope")
      .description("Tries every call in every world of a scope and gives a verdict for each property.")
      .argument("[model]", `the design (default: ${MODELS[0].name})`),
  )
    .addOption(new Option("--property <name...>", "only these properties"))
    .addOption(FAIR)
    .addOption(SEARCH_OPTIONS.symmetry)
    .addOption(SEARCH_OPTIONS.noSymmetry)
    .addOption(SEARCH_OPTIONS.workers)
    .addOption(SEARCH_OPTIONS.memory)
    .addOption(SEARCH_OPTIONS.time)
    .addOption(SEARCH_OPTIONS.depth)
    .addOption(SEARCH_OPTIONS.worlds)
    .addOption(SEARCH_OPTIONS.continue)
    .addOption(SEARCH_OPTIONS.noContinue)
    .addOption(SEARCH_OPTIONS.save)
    .addOption(SEARCH_OPTIONS.store)
    .addOption(SEARCH_OPTIONS.resume)
    .addOption(shardOption("properties").conflicts("resume"))
    .addOption(clusterOption("work").conflicts(["shard", "workers", "save", "store", "resume"]))
    .addOption(
      new Option(
        "--objects <folder>",
        "with --cluster: keep the worlds in this folder, which all workers must reach under the same path (default: in the server)",
      ),
    )
    .option("--histories <folder>", "write each history that is found into this folder")
    .addOption(JSON_RESULT)
    .addOption(REPORTER)
    .addOption(OUT)
    .addHelpText("after", defaultScopeInWords("check"))
    .action(async (modelName, options) => {
      if (options.objects !== undefined && options.cluster === undefined)
        throw new Problem(
          "--objects needs --cluster: it says where a search on a cluster keeps its worlds.",
          "Give the server's address with --cluster.",
        );
      const planned = await planSearch({ ...options, model: modelName });
      const { model, properties, scope } = planned;
      const { fair } = planned.options;
      if (options.histories !== undefined) await requireWritableFolder(options.histories);
      await requireReportable(options);
      const began = performance.now();
      const result = await whileInterruptible((interrupted) => {
        const how = { ...planned.options, ...runOptionsFrom(options, interrupted) };
        return withProgress(stepsOf(planned, how, options), searchProgress());
      });
      const seconds = (performance.now() - began) / 1000;
      const conclusion = conclusionOf(result.verdicts, options.property !== undefined);
      await report(options, {
        text: () => {
          printCheck(model, scope, result, seconds);
          const broken = brokenProperties(properties, result.verdicts);
          if (broken !== undefined)
            print(
              `\nTo repeat this: ${commandLine("check", [model], model.domain, scope, [...fairWords(fair), ...broken])}`,
            );
          // A search with --depth has gone as far as it was asked to.
          if (planned.store !== undefined && !result.complete && planned.options.depth === undefined)
            print(`\nTo continue: ${inShell(["check", "--resume", planned.store])}`);
        },
        json: () => ({ ...asJson(model, scope, result, seconds), ...(fair && { fair }), conclusion }),
        results: () =>
          checkResults({ model, file: fileOf(model), scope, verdicts: result.verdicts, seconds }),
      });
      if (options.histories !== undefined)
        await saveHistories(options.histories, model, scope, result.verdicts);
      process.exitCode = exitCodeOf(conclusion);
    });
}

/** The same search, done by workers. Its code is loaded only here. */
async function* onCluster(
  where: WhereOnCluster,
  { model, properties, scope }: PlannedSearch,
  how: SearchOptions,
): AsyncGenerator<SearchProgress, SearchResult> {
  const { searchOnCluster } = await import("./cluster/search-on-cluster.ts");
  return yield* searchOnCluster(where, model, properties, scope, how);
}

/** The search as it was asked for: in memory, with its states in a folder, or by workers elsewhere. */
function stepsOf(
  planned: PlannedSearch,
  how: SearchOptions,
  {
    cluster,
    objects,
  }: { readonly cluster?: ServerAddress | undefined; readonly objects?: string | undefined },
) {
  const { model, properties, scope, store } = planned;
  if (cluster !== undefined) return onCluster({ address: cluster, folder: objects }, planned, how);
  if (store !== undefined) return searchInFolder(store, model, properties, scope, how);
  return searchInSteps(model, properties, scope, how);
}

function asJson(model: Model, scope: Scope, result: SearchResult, seconds: number) {
  const { calls, verdicts, terminal, terminalStates, apart, asymmetries, ...found } = result;
  const { ok, unchanged, refused } = sumOfCalls(calls);
  return {
    model: model.name,
    scope,
    ...found,
    transitions: { ok, unchanged, refused },
    operations: Object.fromEntries(calls),
    terminalStates: terminal,
    terminalWorlds: terminalStates.map((world) => model.domain.observations.asJson(world)),
    seconds,
    asymmetries: asymmetries.map((one) => ({ ...one, words: asymmetryInWords(model.name, one) })),
    ...(apart && { apart: apartAsJson(apart) }),
    verdicts: verdictsAsJson(verdicts),
  };
}

/** The search without symmetry that ran beside the one up to symmetry. Its verdicts are among the others. */
function apartAsJson({ worlds, depth, complete, verdicts }: SearchResult) {
  return { worlds, depth, complete, properties: verdicts.map(({ property }) => property) };
}
