import { Command, Option } from "@commander-js/extra-typings";
import { MODELS } from "../catalogue.ts";
import { type Suite, type SuiteProgress, suiteInSteps } from "../engine/suite/suite.ts";
import type { SuiteTour } from "../engine/suite/tours.ts";
import type { Model } from "../model/model.ts";
import { SUITE_INDEX, suiteFiles } from "../report/suite.ts";
import { printable } from "../text/printable.ts";
import { counted } from "../text/words.ts";
import { requireWritableFolder } from "./files/output-files.ts";
import { SuiteFolder } from "./files/suite-folder.ts";
import { untilInterrupted, whileInterruptible } from "./interruptible.ts";
import { partsToConform } from "./kernel/parts-to-conform.ts";
import { findModel } from "./named.ts";
import { EXIT } from "./problem.ts";
import { withProgress } from "./progress.ts";
import { lengthOption } from "./random-options.ts";
import { defaultScopeInWords, type GivenOptions, withScopeOptions } from "./scope-options.ts";
import { comparisonsOf, SEARCH_OPTIONS, symmetryOf } from "./search-options.ts";
import { print } from "./terminal.ts";
import { digestOfLoaded } from "./user/digest-of-loaded.ts";
import { VERSION } from "./version.ts";

const DEFAULT_LENGTH = 100;
/** Up to this many transitions a suite has all of them, unless told otherwise; of more it has those of the first calls. */
const MAX_TRANSITIONS = 20_000;

/** `nsmodel suite`: makes a suite of histories from a design. */
export function suiteCommand() {
  return withScopeOptions(
    new Command("suite")
      .summary("generate a suite of histories that distinguishes a design from those that differ by one rule")
      .description(
        "Generates a suite of histories from a design: every outcome of every call in a scope, each by a shortest history; a history for every " +
          "mutant of a rule, which distinguishes it from the design; and every transition. nsmodel test runs the suite, or any part of it.",
      )
      .argument("[model]", "the design", MODELS[0].name),
  )
    .requiredOption("--out <folder>", "a new or empty folder, or one with a suite, which is replaced")
    .addOption(
      new Option(
        "--transitions",
        `include histories that cover every transition, however many there are (default: if there are more than ${MAX_TRANSITIONS.toLocaleString("en")}, only those of the first calls; for linux, none)`,
      ),
    )
    .addOption(new Option("--no-transitions", "include no such histories"))
    .addOption(lengthOption(DEFAULT_LENGTH))
    .addOption(SEARCH_OPTIONS.depth)
    .addOption(SEARCH_OPTIONS.symmetry)
    .addOption(SEARCH_OPTIONS.noSymmetry)
    .addHelpText("after", defaultScopeInWords("conform"))
    .action(async (modelName, options) => {
      const model = await findModel(modelName);
      const folder = await SuiteFolder.at(options.out);
      await requireWritableFolder(options.out);
      const suite = await whileInterruptible((interrupted) =>
        withProgress(untilInterrupted(suiteInSteps(model, optionsFor(model, options)), interrupted), inWords),
      );
      if (suite === undefined) {
        print("Interrupted: nothing was written.");
        process.exitCode = EXIT.notDecided;
        return;
      }
      const { files, index } = suiteFiles(suite, {
        nsmodel: VERSION,
        model,
        design: digestOfLoaded([model.name]),
      });
      await folder.write(files, index);
      for (const line of summary(suite, options.out)) print(line);
    });
}

interface Given {
  readonly transitions?: boolean | undefined;
  readonly length: number;
  readonly depth?: number | undefined;
  readonly symmetry?: boolean | undefined;
}

function optionsFor(model: Model, given: GivenOptions & Given) {
  const { length, depth } = given;
  const symmetry = symmetryOf(given.symmetry, model, []);
  const parts = partsToConform(model, given, { histories: "every transition", symmetry, length, depth });
  const scopes = parts.flatMap(({ scope, how }) =>
    how.histories === "every transition" ? [{ scope, depth: how.depth }] : [],
  );
  const own = parts.find(({ how }) => how.histories === "each refusal")?.scope;
  // A design that provides histories of its own has far too many transitions.
  const { transitions = own === undefined ? MAX_TRANSITIONS : false } = given;
  return {
    scopes,
    own: own && { scope: own, histories: model.rules?.histories(own) ?? [] },
    symmetry,
    comparisons: comparisonsOf(model, []),
    transitions,
    length,
  };
}

const PHASES: Readonly<Record<SuiteProgress["phase"], string>> = {
  transitions: "finding all transitions",
  mutants: "distinguishing mutants",
  tours: "touring all transitions",
};

const inWords = ({ phase }: SuiteProgress): string => PHASES[phase];

function summary({ histories, outcomes, mutants, untold, unreached, tours }: Suite, out: string): string[] {
  const longest = Math.max(0, ...histories.map(({ operations }) => operations.length));
  return [
    `${counted(histories.length, "history")} of up to ${counted(longest, "event")} in ${printable(out)}:`,
    `${counted(outcomes.length, "outcome")} of calls, each by a shortest history${notAll(unreached.length, "not reached")};`,
    `${counted(mutants.length, "mutant")} distinguished${notAll(untold.length, "not")}.`,
    touredInWords(tours),
  ];
}

/** Which transitions it has: it may not distinguish designs that differ in others. */
function touredInWords(tours: readonly SuiteTour[]): string {
  const count = tours.flatMap((tour) => tour.histories).length;
  const cover = `${counted(count, "more history")} ${count === 1 ? "covers" : "cover"}`;
  const all = counted(
    tours.reduce((sum, { transitions }) => sum + transitions, 0),
    "transition",
  );
  if (tours.every(({ toured }) => toured === "all")) return `${cover} all ${all}.`;
  const beginnings = tours.flatMap(({ toured }) => (typeof toured === "object" ? [toured] : []));
  const more = "--transitions writes histories that cover all of them.";
  const [first] = beginnings;
  if (first === undefined) return `Its scopes have ${all}; ${more}`;
  return `${cover} the transitions of the first ${counted(first.calls, "call")}, out of ${all}; ${more}`;
}

const notAll = (left: number, what: string): string =>
  left === 0 ? "" : ` (${left} ${what}: ${SUITE_INDEX} says why)`;
