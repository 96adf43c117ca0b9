import { setMaxListeners } from "node:events";
import { stat } from "node:fs/promises";
import { relative } from "node:path";
import { Command, Option } from "@commander-js/extra-typings";
import type { Kernels } from "../conformance/kernels.ts";
import { inShard } from "../engine/shard.ts";
import { writeLog } from "../report/log/log.ts";
import { SHOWN } from "../report/replay.ts";
import { countOf, placeOf, type TestResult } from "../report/reporters/test-result.ts";
import { historiesBelow, isHistory, mayLeadToHistory, NoHistories } from "../testing/histories-below.ts";
import { printable } from "../text/printable.ts";
import { counted } from "../text/words.ts";
import { clusterOption } from "./cluster/cluster-option.ts";
import { partsOfTest, type TestAsk } from "./cluster/jobs/test.ts";
import { onCluster } from "./cluster/on-cluster.ts";
import type { ServerAddress } from "./cluster/server-address.ts";
import { requireWritable, writeOutput } from "./files/output-files.ts";
import { requireOutsideCorpus } from "./files/outside-corpus.ts";
import { unlessInterrupted, whileInterruptible } from "./interruptible.ts";
import { HIERARCHY } from "./kernel/hierarchy-option.ts";
import { isOnKernel, onOption } from "./kernel/on-option.ts";
import { findModel, findProperties, knownModels, knownProperties } from "./named.ts";
import { EXIT, type ExitCode, Problem } from "./problem.ts";
import { bytesOrWhy, type How } from "./replayed-file.ts";
import { type GivenReporting, OUT, REPORTER, report, requireReportable } from "./reporting.ts";
import { isRestarted, requestRestart, runRestarting } from "./restarting.ts";
import { wholeNumberOption, withReplayOptions } from "./scope-options.ts";
import { shardOption } from "./shard-option.ts";
import { paint, print } from "./terminal.ts";
import {
  AT_ONCE,
  abandon,
  newQueue,
  type Queue,
  takeAllOf,
  testInThreads,
  threadsFor,
} from "./test-threads.ts";
import { type Tested, testOne } from "./tested-file.ts";
import { digestOfLoaded } from "./user/digest-of-loaded.ts";
import { loadedFiles } from "./user/loaded-files.ts";
import { untilSaved } from "./user/until-saved.ts";
import { VERSION } from "./version.ts";
import { watchPath } from "./watch-path.ts";

/** An editor saves a file in several steps: how long after the first of them it is read. */
const SETTLING_MILLISECONDS = 100;

/** `nsmodel test`: replays a whole corpus of histories, for continuous integration and alongside an editor. */
export function testCommand() {
  return withReplayOptions(
    new Command("test")
      .summary("replay a folder of histories as a test suite")
      .description(
        "Replays every history (*.jsonl) below the given folders, each as its own test. A test passes if every outcome and expectation agrees " +
          "with the design that the file names, and, on the kernel, if the kernel agrees too.",
      )
      .argument("[path...]", "folders, or single files", ["."]),
  )
    .addOption(new Option("--model <name>", "run them against this design, whatever design they name"))
    .addOption(new Option("--property <name...>", "also check these properties after every event"))
    .addOption(onOption("where to run them"))
    .addOption(HIERARCHY)
    .addOption(shardOption("histories"))
    .addOption(clusterOption("replays").conflicts(["shard", "workers", "on", "watch"]))
    .addOption(
      new Option(
        "--workers <number>",
        "how many threads replay them (default: one per core if there are many files)",
      ).argParser(wholeNumberOption(1, 64)),
    )
    .addOption(REPORTER)
    .addOption(OUT)
    .option(
      "--log <file>",
      "write the outcome of each call and what could be seen after it to this file, for nsmodel diff",
    )
    .addOption(
      new Option("--watch", "keep running, and replay each file again when it is saved").conflicts([
        "shard",
        "reporter",
        "out",
        "log",
      ]),
    )
    .addHelpText(
      "after",
      "\nExit code: 0 all pass, 1 one differs, 2 one could not be run, 3 one cannot run on this machine, 4 interrupted, containers were not compared, or one tests nothing.",
    )
    .action(async (paths, options) => {
      if (options.watch && !isRestarted()) {
        process.exitCode = await runRestarting();
        return;
      }
      const { log } = options;
      const as = options.model === undefined ? undefined : await findModel(options.model);
      const along = await findProperties([...new Set(options.property)]);
      const all = await filesBelow(paths);
      await requireReportable(options, all);
      if (log !== undefined) await requireWritable(log, all);
      for (const file of [log, options.out])
        if (file !== undefined) await requireOutsideCorpus(file, paths.length === 0 ? ["."] : paths);
      const files = inShard(all, options.shard);
      const conclude = async (results: readonly Tested[]): Promise<void> => {
        await tell(results, options);
        if (log !== undefined) await writeOutput(log, logOf(results, paths));
        process.exitCode = worstOf(results.map(({ code }) => code));
      };
      if (options.cluster !== undefined) {
        const { cluster: _, ...given } = options; // an address may contain a password
        const how = { as, along, given, isLogged: log !== undefined };
        await conclude(await testOnCluster(options.cluster, files, how));
        return;
      }
      const run = (kernels?: Kernels): Promise<void> =>
        whileInterruptible(async (interrupted, asked) => {
          const how = { keep: SHOWN, as, along, kernels, given: options, isLogged: log !== undefined };
          const results = await testAll(files, how, interrupted, asked, options.workers);
          await conclude(results);
          if (!options.watch) return;
          const codes = new Map(files.map((file, index) => [file, results[index]?.code ?? EXIT.asClaimed]));
          const isOutdated = await testWhatChanges(paths, how, interrupted, asked, codes);
          const code = worstOf([...codes.values()]);
          process.exitCode = code;
          if (isOutdated) requestRestart({ files: loadedFiles(), code });
        });
      if (isOnKernel(options)) {
        const { withKernels } = await import("./kernel/kernel.ts");
        await withKernels(options, run);
      } else await run();
    });
}

/** The same, done by workers. Files that cannot be read are reported by this process. */
async function testOnCluster(
  address: ServerAddress,
  files: readonly string[],
  how: Pick<TestAsk, "as" | "along" | "isLogged" | "given">,
): Promise<Tested[]> {
  const known = { models: knownModels(), properties: knownProperties() };
  const read = await Promise.all(files.map(async (file) => ({ file, bytes: await bytesOrWhy(file) })));
  const readable = read.flatMap(({ file, bytes }) => (bytes instanceof Problem ? [] : [{ file, bytes }]));
  const whole = { ...how, known, histories: readable };
  const tested = (await onCluster(address, "test", () => partsOfTest(whole))).flat();
  return Promise.all(
    read.map(({ file, bytes }) => {
      const next = bytes instanceof Problem ? undefined : tested.shift();
      return (
        next ??
        testOne(file, { ...how, keep: SHOWN, kernels: undefined }, () => false, new AbortController().signal)
      );
    }),
  );
}

/** The log of all results. A history is named relative to the folder that was asked for, so that runs in different places can be compared. */
function logOf(tested: readonly Tested[], paths: readonly string[]): string {
  const [folder = "."] = paths;
  const nameOf = (file: string): string =>
    paths.length === 1 && file !== folder ? relative(folder, file) : file;
  const logged = tested.flatMap((one) => one.logged ?? []);
  const kernel = logged.find((one) => one.kernel !== undefined)?.kernel;
  return writeLog({
    origin: {
      nsmodel: VERSION,
      kernel,
      design: digestOfLoaded(logged.flatMap(({ history }) => history.model ?? [])),
    },
    histories: logged.map(({ history }) => ({ ...history, history: nameOf(history.history) })),
  });
}

/** @throws {Problem} if a path does not exist, or there is no history */
async function filesBelow(paths: readonly string[]): Promise<string[]> {
  return historiesBelow(paths).catch((error: unknown) => {
    throw error instanceof NoHistories ? new Problem(error.message, error.hint) : error;
  });
}

async function testAll(
  files: readonly string[],
  how: How,
  interrupted: () => boolean,
  asked: AbortSignal,
  workers?: number,
): Promise<Tested[]> {
  const results: Tested[] = [];
  const queue = newQueue();
  // An error in a user's module is attributed to the run that is under way, so there may be only one.
  const atOnce = loadedFiles().length > 0 ? 1 : AT_ONCE;
  const here = takeAllOf(queue, files.length, atOnce, async (index) => {
    results[index] = await testOne(files[index] ?? "", how, interrupted, asked);
  });
  const beside =
    how.kernels === undefined ? testBeside(files, how, queue, asked, results, workers) : undefined;
  await Promise.all([here, beside]);
  return results;
}

/** The same in threads besides this one, if they come in time to be of use. */
async function testBeside(
  histories: readonly string[],
  { as, along, given, isLogged = false }: How,
  queue: Queue,
  asked: AbortSignal,
  results: Tested[],
  workers: number | undefined,
): Promise<void> {
  // In another thread nobody would see whether a user's module comes to an end.
  const count = loadedFiles().length > 0 ? 0 : threadsFor(histories.length, workers);
  if (count === 0) return;
  asked.addEventListener("abort", () => abandon(queue), { once: true });
  const task = {
    histories,
    model: as?.name,
    properties: along.map(({ name }) => name),
    given,
    isLogged,
    queue,
  };
  await testInThreads(count, task, (index, tested) => {
    results[index] = tested;
  });
}

async function tell(tested: readonly Tested[], how: Omit<GivenReporting, "json">): Promise<void> {
  const results = tested.map(({ result }) => result);
  await report(how, {
    text: () => {
      for (const line of [...results.flatMap(inWords), sumInWords(results)]) print(line);
    },
    json: () => results,
    results: () => results,
  });
}

/** The lines of a test that did not pass. */
function inWords({ name, status, failures }: TestResult): string[] {
  if (status === "passed") return [];
  const style = status === "skipped" ? "yellow" : "red";
  return failures.map((failure) => {
    const place = placeOf(failure);
    return `${printable(name)}${place === undefined ? "" : `:${place}`}: ${paint(style, printable(failure.message))}`;
  });
}

function sumInWords(results: readonly TestResult[]): string {
  const parts = (["passed", "failed", "error", "skipped"] as const).flatMap((status) => {
    const count = countOf(results, status);
    return count === 0 ? [] : [paint(COLOURS[status], `${count} ${WORDS[status]}`)];
  });
  const sum = counted(results.length, "history");
  return parts.length === 0 ? `${sum} in this part` : `${sum}: ${parts.join(", ")}`;
}

const COLOURS = { passed: "green", failed: "red", error: "red", skipped: "yellow" } as const;
const WORDS = { passed: "passed", failed: "failed", error: "could not be run", skipped: "skipped" } as const;

/** A request that is wrong comes before a history that differs, as in a replay. */
function worstOf(codes: readonly ExitCode[]): ExitCode {
  const worstFirst = [EXIT.badRequest, EXIT.broken, EXIT.cannotHere, EXIT.notDecided];
  return worstFirst.find((code) => codes.includes(code)) ?? EXIT.asClaimed;
}

/**
 * Replays each file again when it is saved, until interrupted.
 *
 * @param codes the latest exit code of each file, which it keeps up to date
 * @returns whether it ends because one of the user's files is no longer what was loaded
 */
async function testWhatChanges(
  paths: readonly string[],
  how: How,
  interrupted: () => boolean,
  asked: AbortSignal,
  codes: Map<string, ExitCode>,
): Promise<boolean> {
  const ended = new AbortController();
  const watching = AbortSignal.any([asked, ended.signal]);
  setMaxListeners(0, watching); // many may wait for it at once
  const changed = new Set<string>();
  const test = async (): Promise<void> => {
    const files = [...changed].sort();
    changed.clear();
    const isThere = await Promise.all(
      files.map((file) =>
        stat(file).then(
          () => true,
          () => false,
        ),
      ),
    );
    for (const [index, file] of files.entries()) if (!isThere[index]) codes.delete(file);
    const there = files.filter((_, index) => isThere[index]);
    const results = await testAll(there, how, interrupted, asked);
    for (const [index, { code }] of results.entries()) codes.set(there[index] ?? "", code);
    if (results.length > 0) await tell(results, { reporter: "text" });
  };
  let running = Promise.resolve();
  const note = (file: string): void => {
    if (!(paths.includes(file) || isHistory(file))) return;
    if (changed.size === 0)
      setTimeout(() => {
        running = running.then(test);
      }, SETTLING_MILLISECONDS);
    changed.add(file);
  };
  const failed = Promise.race(paths.map((path) => watchPath(path, mayLeadToHistory, note, watching)));
  // Histories may name designs, which are loaded for them.
  const isSaved = untilSaved(loadedFiles, watching);
  print(paint("dim", "Watching for changes (Ctrl-C to stop)."));
  const isOutdated = await unlessInterrupted(Promise.race([failed, isSaved]), asked);
  await running;
  ended.abort();
  if (isOutdated !== true || asked.aborted) return false;
  print(paint("dim", "A file of a design or a property has changed: replaying everything."));
  return true;
}
