import { Command } from "@commander-js/extra-typings";
import { MODELS } from "../catalogue.ts";
import type { PartResult } from "../conformance/parts.ts";
import { neverRefused, neverSucceeded } from "../engine/call-counts.ts";
import { type Conformance, conformanceInWords } from "../report/conformance.ts";
import { enforcementTable, enforcementTrials } from "../report/enforcement.ts";
import { conformanceResults } from "../report/reporters/of-conformance.ts";
import { clusterOption } from "./cluster/cluster-option.ts";
import { partsOfConformance, wholeConformance } from "./cluster/jobs/conform.ts";
import { onCluster } from "./cluster/on-cluster.ts";
import { commandLine } from "./command-line.ts";
import { exitCodeOf } from "./conclusion.ts";
import { requireWritableFolder } from "./files/output-files.ts";
import { whileInterruptible } from "./interruptible.ts";
import { conclusionOfConformance } from "./kernel/conclusion-of-conformance.ts";
import { conformProgress } from "./kernel/conform-progress.ts";
import { HIERARCHY } from "./kernel/hierarchy-option.ts";
import { againWords, howToConform } from "./kernel/how-to-conform.ts";
import { withKernelOf } from "./kernel/kernel.ts";
import { partsToConform } from "./kernel/parts-to-conform.ts";
import { type Played, playInSteps } from "./kernel/played.ts";
import { findModel } from "./named.ts";
import { withProgress } from "./progress.ts";
import { lengthOption, runsOption, SEED } from "./random-options.ts";
import { JSON_RESULT, OUT, REPORTER, report, requireReportable } from "./reporting.ts";
import { historyFile, saveFiles } from "./save-histories.ts";
import { defaultScopeInWords, withScopeOptions } from "./scope-options.ts";
import { SEARCH_OPTIONS } from "./search-options.ts";
import { shardOption } from "./shard-option.ts";
import { lineWidth, paint, print } from "./terminal.ts";

const DEFAULT_RUNS = 500;
const DEFAULT_LENGTH = 20;

/** `nsmodel conform`: plays histories on this machine's kernel and says where it differs from a design. */
export function conformCommand() {
  return withScopeOptions(
    new Command("conform")
      .summary("play histories on this machine's kernel and compare it with a design")
      .description(
        "Plays histories on this machine's kernel: each task is a process, each container a cgroup, each namespace a namespace. After " +
          "every event, the outcome and what /proc shows are compared with the design. Nothing is left behind.",
      )
      .argument("[model]", "the design", MODELS[0].name),
    ({ isNotOnKernel }) => isNotOnKernel === true,
  )
    .addOption(runsOption(DEFAULT_RUNS))
    .addOption(lengthOption(DEFAULT_LENGTH))
    .addOption(SEED)
    .option(
      "--exhaustive",
      "instead of random histories, play a few short ones that cover every transition of the scope",
    )
    .addOption(SEARCH_OPTIONS.depth)
    .addOption(SEARCH_OPTIONS.symmetry)
    .addOption(SEARCH_OPTIONS.noSymmetry)
    .option("--all", "play all histories, even when those that differ no longer show anything new")
    .addOption(SEARCH_OPTIONS.time)
    .addOption(HIERARCHY)
    .option("--trials", "also report what was tried to find out who keeps which promise")
    .addOption(shardOption("histories"))
    .addOption(clusterOption("playing"))
    .option("--histories <folder>", "write a short history of each difference into this folder")
    .addOption(JSON_RESULT)
    .addOption(REPORTER)
    .addOption(OUT)
    .addHelpText("after", defaultScopeInWords("conform"))
    .action(async (modelName, options) => {
      const model = await findModel(modelName);
      const how = howToConform(model, options);
      const asked = partsToConform(model, options, how);
      if (options.histories !== undefined) await requireWritableFolder(options.histories);
      await requireReportable(options);
      const { cluster, hierarchy: version, time: seconds } = options;
      const ask = { model, parts: asked, seconds, enforcement: true };
      const began = performance.now();
      const conclude = async (played: Played): Promise<void> => {
        const { scope, result, times, enforcement, release, hierarchy, countsTasks } = played;
        const seconds = (performance.now() - began) / 1000;
        const found = { model, scope, how, result, seconds, release, hierarchy, countsTasks, times };
        const conclusion = conclusionOfConformance(result, how, hierarchy, enforcement);
        const printAll = (): void => {
          print(conformanceInWords(found, paint, lineWidth()));
          if (enforcement === undefined)
            print(paint("yellow", "Interrupted before it was found out who keeps which promise."));
          else if (enforcement.length > 0) print(`\n${enforcementTable(enforcement, paint, lineWidth())}`);
          if (options.trials && enforcement !== undefined)
            print(`\n${enforcementTrials(enforcement, paint)}`);
          if (result.divergences.length > 0)
            print(
              `\nTo repeat this: ${commandLine("conform", [model], model.domain, scope, againWords(how, options.hierarchy))}`,
            );
        };
        await report(options, {
          text: printAll,
          json: () => ({ ...asJson(found), conclusion, enforcement }),
          results: () => conformanceResults(found, conclusion === "not-decided"),
        });
        const files = result.divergences.map(({ sort, op, events, scope: found }) =>
          historyFile(
            model,
            found,
            `${sort}-at-${op.replaceAll(" ", "-")}`,
            events.map(({ event }) => event),
          ),
        );
        if (options.histories !== undefined) await saveFiles(options.histories, files);
        process.exitCode = exitCodeOf(conclusion);
      };
      if (cluster === undefined)
        await withKernelOf(model.domain, options, async (kernel) =>
          conclude(
            await whileInterruptible((interrupted, signal) =>
              withProgress(playInSteps(kernel, ask, interrupted, signal), conformProgress),
            ),
          ),
        );
      else {
        const whole = { ...ask, kernel: { hierarchy: version } };
        const parts = await onCluster(cluster, "conform", (slots) => partsOfConformance(whole, slots));
        await conclude(wholeConformance(whole, parts));
      }
    });
}

function asJson({ model, scope, how, result, seconds, times, release, hierarchy }: Conformance) {
  return {
    model: model.name,
    scope,
    kernel: { release, hierarchy },
    how,
    ...result,
    parts: result.parts.map(partAsJson),
    transitions: result.parts.at(-1)?.result.transitions,
    calls: Object.fromEntries(result.calls),
    neverSucceeded: neverSucceeded(result.calls),
    neverRefused: Object.fromEntries(neverRefused(result.calls, model)),
    stopped: Object.fromEntries(result.stopped),
    unplayed: Object.fromEntries(result.unplayed),
    seconds,
    nanoseconds: Object.fromEntries(times),
  };
}

function partAsJson({ scope, how, result, seconds }: PartResult) {
  const { histories, events, transitions, end } = result;
  return { scope, how, histories, events, transitions, end, seconds };
}
