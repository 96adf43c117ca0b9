import { Command, Option } from "@commander-js/extra-typings";
import { type CompareResult, compareInSteps, type DesignDifference } from "../engine/compare.ts";
import type { Comparisons } from "../engine/symmetry-test/members.ts";
import type { Model } from "../model/model.ts";
import { asymmetryInWords } from "../report/asymmetry.ts";
import { type Compared, callsOfOne, compareVerdict, differenceStory } from "../report/compare.ts";
import { scopeInWords } from "../report/scope-in-words.ts";
import { counted } from "../text/words.ts";
import { commandLine } from "./command-line.ts";
import { type Conclusion, exitCodeOf } from "./conclusion.ts";
import { whileInterruptible } from "./interruptible.ts";
import { eventAsJson } from "./json.ts";
import { findModel } from "./named.ts";
import { printJson } from "./print-json.ts";
import { Problem } from "./problem.ts";
import { withProgress } from "./progress.ts";
import { defaultScopeInWords, scopeFrom, wholeNumberOption, withScopeOptions } from "./scope-options.ts";
import { comparisonsOf, SEARCH_OPTIONS, symmetryOf } from "./search-options.ts";
import { paint, print } from "./terminal.ts";

/** `nsmodel compare`: do two designs behave the same in a scope? */
export function compareCommand() {
  return withScopeOptions(
    new Command("compare")
      .summary("find out whether two designs behave the same")
      .description(
        "Makes the same calls in two designs, in every pair of worlds to which they lead, and says whether these worlds ever look " +
          "different. If they do, it shows the shortest history after which they differ, and both worlds.",
      )
      .argument("<first>", "a design")
      .argument("<second>", "another one"),
  )
    .option("--refines", "ask only whether the second design allows everything that the first does")
    .addOption(SEARCH_OPTIONS.noSymmetry)
    .addOption(SEARCH_OPTIONS.depth)
    .addOption(SEARCH_OPTIONS.time)
    .addOption(
      new Option("--pairs <number>", "stop after this many pairs of worlds").argParser(wholeNumberOption(1)),
    )
    .option("--json", "print the result as JSON")
    .addHelpText("after", defaultScopeInWords("check"))
    .action(async (firstName, secondName, options) => {
      const [first, second] = [await findModel(firstName), await findModel(secondName)];
      requireOneDomain(first, second);
      const scope = scopeFrom(options, first.domain, "check", [first, second]);
      const compared: Compared = { first, second, scope, refines: options.refines ?? false };
      const result = await run(compared, options);
      if (options.json) printJson(asJson(result, compared));
      else {
        printResult(result, compared);
        const again = commandLine(
          "compare",
          [first, second],
          first.domain,
          scope,
          compared.refines ? ["--refines"] : [],
        );
        if (result.verdict === "differ") print(`\nTo repeat this: ${again}`);
      }
      process.exitCode = exitCodeOf(CONCLUSIONS[result.verdict]);
    });
}

/** @throws {Problem} if two designs are of different domains, and so have no scope in common */
function requireOneDomain(first: Model, second: Model): void {
  if (first.domain.name === second.domain.name) return;
  throw new Problem(
    `${first.name} and ${second.name} cannot be compared: they are designs of different domains (${first.domain.name} and ${second.domain.name}).`,
    "Two designs are compared in one scope, call by call.",
  );
}

const CONCLUSIONS: Readonly<Record<CompareResult["verdict"], Conclusion>> = {
  equal: "as-claimed",
  differ: "broken",
  "not-decided": "not-decided",
};

interface RunOptions {
  readonly symmetry?: boolean | undefined;
  readonly depth?: number | undefined;
  readonly time?: number | undefined;
  readonly pairs?: number | undefined;
}

function run({ first, second, scope, refines }: Compared, given: RunOptions): Promise<CompareResult> {
  const { depth, pairs, time } = given;
  const asked = given.symmetry === false ? false : undefined;
  const symmetry = [first, second].every((model) => symmetryOf(asked, model, []));
  const comparisons: Comparisons = [first, second].some((model) => comparisonsOf(model, []) === "every")
    ? "every"
    : "some";
  const began = performance.now();
  return whileInterruptible((interrupted) => {
    const stop = (): string | undefined => {
      if (interrupted()) return "it was interrupted";
      if (time !== undefined && performance.now() - began > time * 1000)
        return `the time limit of ${counted(time, "second")} was reached`;
      return undefined;
    };
    const options = {
      refines,
      symmetry,
      comparisons,
      stop,
      ...(depth !== undefined && { depth }),
      ...(pairs !== undefined && { pairs }),
    };
    return withProgress(
      compareInSteps(first, second, scope, options),
      (progress) => `${counted(progress.pairs, "pair")} of worlds, depth ${progress.depth}`,
    );
  });
}

function printResult(result: CompareResult, compared: Compared): void {
  const colour = result.verdict === "equal" ? "green" : result.verdict === "differ" ? "red" : "yellow";
  print(paint(colour, compareVerdict(result, compared)));
  print(`Scope: ${scopeInWords(compared.first.domain, compared.scope)}.`);
  const upTo = result.symmetry ? " up to symmetry" : "";
  print(
    `${counted(result.pairs, "pair")} of worlds${upTo}, ${counted(result.compared, "call")} compared, depth ${result.depth}.`,
  );
  if (result.asymmetry !== undefined) {
    print(asymmetryInWords(result.asymmetry.model, result.asymmetry.asymmetry));
    print("So everything was compared without symmetry.");
  } else if (result.symmetry)
    print(
      `Symmetry was tested with ${counted(result.members, "other member")} of the orbits of these worlds.`,
    );
  for (const line of callsOfOne(result, compared)) print(line);
  if (result.difference !== undefined) print(`\n${differenceStory(result.difference, compared, paint)}`);
  const { outcomeDifference } = result;
  if (outcomeDifference === undefined) return;
  const events = counted(outcomeDifference.history.length, "event");
  print(`\nAn outcome differs, but nothing that can be observed, after ${events}:\n`);
  print(differenceStory(outcomeDifference, compared, paint));
}

function asJson(result: CompareResult, { first, second, scope, refines }: Compared) {
  const { difference, outcomeDifference, ...found } = result;
  return {
    first: first.name,
    second: second.name,
    scope,
    refines,
    ...found,
    conclusion: CONCLUSIONS[found.verdict],
    ...(difference && { difference: differenceAsJson(difference) }),
    ...(outcomeDifference && { outcomeDifference: differenceAsJson(outcomeDifference) }),
  };
}

function differenceAsJson({ of, history }: DesignDifference) {
  return {
    of,
    history: history.map((event) => ({ first: eventAsJson(event.first), second: eventAsJson(event.second) })),
  };
}
