import { readFile } from "node:fs/promises";
import { Command } from "@commander-js/extra-typings";
import { MODELS, modelsOf, PROPERTIES, propertiesOf } from "../catalogue.ts";
import { replay } from "../engine/replay.ts";
import { searchInSteps } from "../engine/search.ts";
import { begin, performAll } from "../history/history.ts";
import { readHistory } from "../history/read-history.ts";
import type { Verdict } from "../model/verdict.ts";
import { packageFile } from "../package/package-file.ts";
import { matrixTable } from "../report/matrix.ts";
import { scopeInWords } from "../report/scope-in-words.ts";
import { story } from "../report/story.ts";
import { counted } from "../text/words.ts";
import { type Conclusion, exitCodeOf } from "./conclusion.ts";
import { whileInterruptible } from "./interruptible.ts";
import { MATRIX_LINE, searchMatrices } from "./matrix-search.ts";
import { printCheck } from "./print-check.ts";
import { Problem } from "./problem.ts";
import { withProgress } from "./progress.ts";
import { defaultScope } from "./scope-options.ts";
import { searchProgress } from "./search-progress.ts";
import { DEFAULT_WORKERS } from "./search-threads.ts";
import { lineWidth, paint, print } from "./terminal.ts";

/** The scenario of the message, as a history in which every claim is followed by what it expects. */
const SCENARIO = packageFile("test/histories/message.jsonl");

/** The promise that the proposal is known to break (semantics.md): the demonstration is expected to break it. */
const KNOWN_TO_BREAK = ["always-enterable"];

/** `nsmodel demo`, which is also `npm start`: the message as a running example, then whether it keeps its promises. */
export function demoCommand() {
  return new Command("demo")
    .summary("play the proposal's scenario, check its promises, and compare it with the other designs")
    .description(
      "Plays the scenario of the message of 2006, checks every promise of the proposal, and then those of all other designs.",
    )
    .action(async () => {
      const differences = await playScenario();
      const [model] = MODELS;
      const scope = defaultScope(model.domain.scopes, "check", [model]);
      const began = performance.now();
      const result = await whileInterruptible((interrupted) => {
        const stop = () => (interrupted() ? "it was interrupted" : undefined);
        const search = searchInSteps(model, propertiesOf(model.domain), scope, { symmetry: true, stop });
        return withProgress(search, searchProgress());
      });
      print(paint("bold", "\nDoes the proposal keep its own promises?\n"));
      printCheck(model, scope, result, (performance.now() - began) / 1000);
      // A user who has interrupted this search does not want another one.
      const verdicts = [...result.verdicts, ...(result.complete ? await printDesigns() : [])];
      const isAsKnown = differences === 0 && result.verdicts.every((verdict) => !isSurprise(verdict));
      process.exitCode = exitCodeOf(isAsKnown ? conclusionWhereAsKnown(verdicts) : "broken");
    });
}

function isSurprise({ verdict, property }: Verdict): boolean {
  return verdict === (KNOWN_TO_BREAK.includes(property) ? "holds" : "broken");
}

function conclusionWhereAsKnown(verdicts: readonly Verdict[]): Conclusion {
  return verdicts.some(({ verdict }) => verdict === "not-decided") ? "not-decided" : "as-claimed";
}

/** Prints the matrix of all designs, and how to see its histories. @returns its cells */
async function printDesigns(): Promise<Verdict[]> {
  print(paint("bold", "\nAnd the other designs of the discussion?\n"));
  const given = { workers: DEFAULT_WORKERS, cost: false, fair: undefined };
  const { domain } = MODELS[0];
  const models = modelsOf(domain);
  const scope = defaultScope(domain.scopes, "matrix", models);
  const [matrix] = await searchMatrices([{ models, properties: propertiesOf(domain), scope }], given);
  if (matrix === undefined) return [];
  print(`Scope: ${scopeInWords(domain, scope)}.\n`);
  print(matrixTable(matrix, lineWidth(MATRIX_LINE), paint));
  print(
    "\n`nsmodel matrix` shows the history of each broken cell; `nsmodel matrix --html FILE` writes a page that plays them.",
  );
  return matrix.rows.flatMap(({ verdicts }) => verdicts);
}

/** @returns how many claims of the scenario did not come true */
async function playScenario(): Promise<number> {
  const read = readHistory(await readFile(SCENARIO), MODELS, { properties: PROPERTIES });
  if (!read.ok)
    throw new Problem(`The scenario is damaged: line ${read.problem.line}: ${read.problem.message}`);
  const { model, scope } = read.history;
  const operations = [...read.history.entries()].flatMap((entry) =>
    "event" in entry ? [entry.event.operation] : [],
  );
  print(paint("bold", "The scenario of the message, December 2006\n"));
  print(story(performAll(begin(model, scope), operations), { paint }));
  const { expectations, count, differences } = replay(read.history);
  for (const { line, subject, expected, found } of differences) {
    print(paint("red", `line ${line}: ${subject}: expected ${expected}, found ${found}`));
  }
  print(
    count === 0
      ? `All ${expectations} expectations of the scenario came true.`
      : `${counted(count, "expectation")} did not come true.`,
  );
  return count;
}
