import { Command, Option } from "@commander-js/extra-typings";
import type { Kernels } from "../conformance/kernels.ts";
import type { KernelReplay } from "../conformance/replay-on-kernel.ts";
import type { PropertyAlong } from "../engine/along.ts";
import { inShard } from "../engine/shard.ts";
import { replayInWords, SHOWN } from "../report/replay.ts";
import { printable } from "../text/printable.ts";
import { conclusionWith } from "./conclusion.ts";
import { whileInterruptible } from "./interruptible.ts";
import { HIERARCHY } from "./kernel/hierarchy-option.ts";
import { isOnKernel, onOption } from "./kernel/on-option.ts";
import { findModel, findProperties } from "./named.ts";
import { EXIT, type ExitCode, Problem } from "./problem.ts";
import { BEGINNING, exitCodeOf, type FileResult, replayFile } from "./replayed-file.ts";
import { JSON_RESULT, OUT, REPORTER, report, requireReportable } from "./reporting.ts";
import { withReplayOptions } from "./scope-options.ts";
import { shardOption } from "./shard-option.ts";
import { paint, print } from "./terminal.ts";
import { testedAs } from "./tested-file.ts";
import { printProblem } from "./user/users-mistake.ts";

/** `nsmodel replay`: runs histories again and says where they differ from their design. */
export function replayCommand() {
  return withReplayOptions(
    new Command("replay")
      .summary("run histories again and report where they differ")
      .description(
        "Runs each history against the design that it names. Every outcome that differs and every expectation that fails is " +
          "reported with its line. A file that is not a well-formed history is not run at all. On the kernel each task is a process, " +
          "and what /proc shows is compared with the design after every event.",
      )
      .argument("<file...>", "history files; - is standard input")
      .addOption(new Option("--model <name>", "run them against this design, whatever design they name"))
      .addOption(
        new Option(
          "--property <name...>",
          "also check these properties after every event; the files may name them too",
        ),
      ),
  )
    .addOption(onOption("where to run them"))
    .addOption(HIERARCHY)
    .option("--all", `print every difference, not only the first ${SHOWN} of a file`)
    .addOption(shardOption("histories"))
    .addOption(JSON_RESULT)
    .addOption(REPORTER)
    .addOption(OUT)
    .addHelpText(
      "after",
      "\nExit code: 0 all agree, 1 a history differs or breaks a property, 2 a file could not be read, 3 not possible on this " +
        "machine, 4 interrupted, containers were not compared, or a history tests nothing.",
    )
    .action(async (files, options) => {
      const as = options.model === undefined ? undefined : await findModel(options.model);
      const keep = options.all ? Infinity : SHOWN;
      const along = await findProperties([...new Set(options.property)]);
      const results: FileResult[] = [];
      const seconds: number[] = [];
      // Each result is printed as it comes: the next may take long.
      const isToldAtOnce = options.reporter === "text" && !options.json && options.out === undefined;
      await requireReportable(options, files);
      const replayAll = (kernels?: Kernels): Promise<void> =>
        whileInterruptible(async (interrupted, asked) => {
          for (const file of inShard(files, options.shard)) {
            const began = performance.now();
            const result = await replayFile(
              file,
              { keep, as, along, kernels, given: options },
              interrupted,
              asked,
            );
            results.push(result);
            seconds.push((performance.now() - began) / 1000);
            if (isToldAtOnce) printResult(result);
          }
        });
      if (isOnKernel(options)) {
        const { withKernels } = await import("./kernel/kernel.ts");
        await withKernels(options, replayAll);
      } else await replayAll();
      if (isToldAtOnce && results.length === 0) print("0 histories in this part");
      if (!isToldAtOnce)
        await report(options, {
          text: () => {
            for (const result of results) printResult(result);
          },
          json: () => asJson(results),
          results: () => results.map((result, index) => testedAs(result, seconds[index] ?? 0).result),
        });
      process.exitCode = exitCodeOfAll(results);
    });
}

/** The worst first: what is wrong with the request, what differs, what the machine cannot do, what was not looked at. */
const WORST_FIRST: readonly ExitCode[] = [EXIT.badRequest, EXIT.broken, EXIT.cannotHere, EXIT.notDecided];

function exitCodeOfAll(results: readonly FileResult[]): ExitCode {
  const codes = results.map(exitCodeOf);
  return WORST_FIRST.find((code) => codes.includes(code)) ?? EXIT.asClaimed;
}

function printResult(found: FileResult): void {
  const result = { ...found, file: printable(found.file) };
  if ("problem" in result) {
    const { line, column, message } = result.problem;
    print(`${result.file}:${line}:${column}: ${paint("red", message)}`);
  } else if ("thrown" in result) {
    const { message, hint } = result.thrown;
    printProblem(new Problem(`${result.file}: ${message}`, hint));
  } else if ("interrupted" in result) {
    print(`${result.file}: ${paint("yellow", "interrupted before it was replayed")}`);
  } else {
    for (const line of replayInWords(result.file, result, paint)) print(line);
  }
}

function asJson(results: readonly FileResult[]) {
  const conclusion = conclusionWith(exitCodeOfAll(results));
  return {
    files: results.map(resultAsJson),
    ok: results.every((result) => exitCodeOf(result) === EXIT.asClaimed),
    ...(conclusion && { conclusion }),
  };
}

const claimAsJson = ({ withoutCase: _, ...claim }: PropertyAlong) => claim;

/** Only a log has the outcomes of events. */
const kernelAsJson = ({ outcomes: _, ...kernel }: KernelReplay) => kernel;

function resultAsJson(result: FileResult) {
  const { file } = result;
  if ("problem" in result) return { file, problem: result.problem };
  if ("thrown" in result) return { file, problem: { ...BEGINNING, message: result.thrown.message } };
  if ("interrupted" in result) return { file, interrupted: true };
  const { model, kernel, notPlayed, isCut } = result;
  const { events, expectations, withoutCase, count, differences, properties } = result.replay;
  return {
    file,
    model: model.name,
    events,
    expectations,
    withoutCase,
    differences,
    differenceCount: count,
    ...(properties.length > 0 && { claims: properties.map(claimAsJson) }),
    ...(kernel && { kernel: kernelAsJson(kernel) }),
    ...(notPlayed !== undefined && { notPlayed }),
    ...(isCut && { interrupted: true }),
  };
}
