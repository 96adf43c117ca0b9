import { availableParallelism } from "node:os";
import { Command, Option } from "@commander-js/extra-typings";
import { CannotRun } from "../../conformance/cannot-run.ts";
import type { Grounds } from "../../conformance/containers/race/ground.ts";
import { openGrounds } from "../../conformance/containers/race/ground.ts";
import type { ObservedHistory } from "../../conformance/containers/race/observed-history.ts";
import { type Heat, plan, type RaceOptions, race } from "../../conformance/containers/race/race.ts";
import { compileRace } from "../../conformance/containers/race/race-program.ts";
import { RACING } from "../../conformance/containers/race/ways.ts";
import { begin, performAll } from "../../history/history.ts";
import { raceTable } from "../../report/containers/race.ts";
import { story } from "../../report/story.ts";
import { counted, enumerated } from "../../text/words.ts";
import { type Conclusion, exitCodeOf } from "../conclusion.ts";
import { requireWritableFolder } from "../files/output-files.ts";
import { whileInterruptible } from "../interruptible.ts";
import { eventAsJson } from "../json.ts";
import { tellLeftOut, throwCannotHere } from "../kernel/kernel.ts";
import { findModels } from "../named.ts";
import { printJson } from "../print-json.ts";
import { Problem } from "../problem.ts";
import { withProgress } from "../progress.ts";
import { saveFiles } from "../save-histories.ts";
import { wholeNumberOption } from "../scope-options.ts";
import { lineWidth, paint, print } from "../terminal.ts";
import { type Compared, comparedWithDesign, conclusionOfRace, designOf } from "./race-beside-design.ts";

const DEFAULTS = { tries: 1000, tasks: 8, forkers: 1, milliseconds: 1000 };
/** Longer histories are not printed. */
const MAX_TOLD = 40;
/** The limits of race.c. */
const MAX_TASKS = 256;
const MAX_FORKERS = 64;
const MAX_MILLISECONDS = 3_600_000;
const MAX_TRIES = 1_000_000;

/** `nsmodel race`: kills against tasks that fork, on this machine's kernel. */
export function raceCommand() {
  return new Command("race")
    .summary("race a kill against tasks that fork, on this machine's kernel")
    .description(
      "Kills a cgroup in which tasks fork, again and again: as each design does whose kill is a program that reads cgroup.procs and kills one task after another, " +
        "and by cgroup.kill, with each version of cgroups that this machine has. It reports how often a task was left behind and how long the kill took. " +
        "The history observed in a try that left a task behind is compared with the design. No more than 1,024 tasks live at once, and nothing remains at the end.",
    )
    .argument("[design...]", `the designs, among ${enumerated(RACING)} (default: all)`)
    .addOption(
      new Option("--tries <number>", "how often each is tried")
        .argParser(wholeNumberOption(1, MAX_TRIES))
        .default(DEFAULTS.tries),
    )
    .addOption(
      new Option("--tasks <number>", "how many tasks are in the cgroup when the kill begins")
        .argParser(wholeNumberOption(1, MAX_TASKS))
        .default(DEFAULTS.tasks),
    )
    .addOption(
      new Option(
        "--forkers <number>",
        "how many of them fork, each forking a child that goes on forking in its place",
      )
        .argParser(wholeNumberOption(1, MAX_FORKERS))
        .default(DEFAULTS.forkers),
    )
    .addOption(
      new Option("--patience <milliseconds>", "how long to wait for all tasks to freeze, and to repeat walks")
        .argParser(wholeNumberOption(1, MAX_MILLISECONDS))
        .default(DEFAULTS.milliseconds),
    )
    .option("--histories <folder>", "for each, write a try that left a task behind into this folder")
    .option("--json", "print the result as JSON")
    .addHelpText(
      "after",
      "\nExit code: 0 what was observed agrees with the designs, 1 it does not, 3 not possible on this machine, " +
        "4 interrupted, or a kill left tasks behind and no try of it could be compared.",
    )
    .action(async (names, { tries, tasks, forkers, patience, histories, json }) => {
      const asked = names.length === 0 ? RACING : await racingOf(names);
      if (forkers > tasks)
        throw new Problem(
          `There are fewer tasks (${tasks}) than forkers (${forkers}).`,
          "Raise --tasks or lower --forkers.",
        );
      if (histories !== undefined) await requireWritableFolder(histories);
      const options = { tries, tasks, forkers, milliseconds: patience };
      const found = await onGrounds((grounds) => runOn(grounds, asked, options)).catch((error: unknown) =>
        throwCannotHere(error, "run a race"),
      );
      const results = found.heats.map(comparedWithDesign);
      const conclusion = conclusionOfRace(results, found.complete);
      if (json) printJson(asJson(found, options, results, conclusion));
      else printAll(found, options, results);
      if (histories !== undefined)
        await saveFiles(
          histories,
          results.flatMap(({ file }) => file ?? []),
        );
      process.exitCode = exitCodeOf(conclusion);
    });
}

async function racingOf(names: readonly string[]): Promise<readonly string[]> {
  const found = (await findModels(names)).map(({ name }) => name);
  const other = found.find((name) => !RACING.includes(name));
  if (other === undefined) return found;
  throw new Problem(`The race has no kill like that of ${other}.`, `Choose among ${enumerated(RACING)}.`);
}

async function onGrounds<Result>(work: (grounds: Grounds) => Promise<Result>): Promise<Result> {
  const grounds = await openGrounds();
  try {
    return await work(grounds);
  } finally {
    await closeAll(grounds);
  }
}

/** Closes all, even if closing one fails. @throws {CannotRun} the first failure */
async function closeAll({ all }: Grounds): Promise<void> {
  const closed = await Promise.allSettled(all.map((ground) => ground.close()));
  for (const one of closed) if (one.status === "rejected") throw one.reason;
}

/** What was found on this machine. */
interface Found {
  readonly release: string;
  readonly processors: number;
  readonly heats: readonly Heat[];
  /** Whether nothing was cut short. */
  readonly complete: boolean;
  readonly leftOut: readonly string[];
}

async function runOn(
  { all, leftOut }: Grounds,
  asked: readonly string[],
  options: RaceOptions,
): Promise<Found> {
  const planned = plan(all, asked);
  if (planned.length === 0)
    throw new CannotRun(leftOut.join(" ").replace(/\.$/, ""), "Another design may be possible here.");
  tellLeftOut(leftOut);
  const program = await compileRace();
  try {
    const heats = await whileInterruptible((_, signal) =>
      withProgress(
        race(program, planned, options, signal),
        ({ design, hierarchy, tries }) =>
          `${design}, ${hierarchy}: ${tries.toLocaleString("en")} of ${counted(options.tries, "try")}`,
      ),
    );
    const complete = heats.length === planned.length && heats.every(({ tries }) => tries === options.tries);
    const release = all[0]?.release ?? "";
    return { release, processors: availableParallelism(), heats, complete, leftOut };
  } finally {
    await program.file.close();
  }
}

function asJson(
  { release, processors, complete, leftOut }: Found,
  options: RaceOptions,
  results: readonly Compared[],
  conclusion: Conclusion,
) {
  return {
    kernel: { release, processors },
    how: options,
    heats: results.map(({ heat: { history, ...heat }, differences }) => ({
      ...heat,
      ...(history && {
        history: {
          scope: designOf(heat).domain.scopes.written(history.scope),
          events: history.events.map(eventAsJson),
        },
      }),
      differences,
    })),
    leftOut,
    complete,
    conclusion,
  };
}

function printAll(found: Found, { tries, tasks, forkers }: RaceOptions, results: readonly Compared[]): void {
  const { release, processors, heats, complete } = found;
  const forking = forkers === 1 ? "1 of which forks" : `${forkers} of which fork`;
  print(
    `Linux ${release}, ${counted(processors, "processor")}: ${counted(tries, "try")} of each kill, of ${counted(tasks, "task")}, ${forking}`,
  );
  print(raceTable(heats, paint, lineWidth()));
  if (!complete) print(paint("yellow", "Interrupted before all tries were made."));
  for (const { differences } of results) for (const sentence of differences) print(paint("red", sentence));
  const [shortest] = results
    .flatMap(({ heat }) => (heat.history === undefined ? [] : [{ ...heat, history: heat.history }]))
    .toSorted((one, other) => one.history.events.length - other.history.events.length);
  if (shortest !== undefined) printTry(shortest);
}

function printTry(heat: Heat & { readonly history: ObservedHistory }): void {
  const { design, hierarchy, history } = heat;
  const count = history.events.length;
  if (count > MAX_TOLD) {
    print(
      `\nThe shortest try that left a task behind has ${counted(count, "event")}; --histories writes it to a file.`,
    );
    return;
  }
  print(`\nA try of ${design} with cgroups ${hierarchy}, as observed:\n`);
  const operations = history.events.map(({ operation }) => operation);
  print(story(performAll(begin(designOf(heat), history.scope), operations), { trees: "last", paint }));
}
