import { Command, Option } from "@commander-js/extra-typings";
import { MODELS } from "../catalogue.ts";
import { type CostOfModel, costInSteps, LADDERS_BY_DEPTH, LADDERS_BY_TASKS } from "../engine/cost.ts";
import { costTable, type Growth } from "../report/cost.ts";
import { printable } from "../text/printable.ts";
import { counted } from "../text/words.ts";
import { untilInterrupted, whileInterruptible } from "./interruptible.ts";
import { costAsJson } from "./json.ts";
import { findModels } from "./named.ts";
import { printJson } from "./print-json.ts";
import { EXIT, type ExitCode } from "./problem.ts";
import { withProgress } from "./progress.ts";
import { lineWidth, paint, print } from "./terminal.ts";

/** `nsmodel cost`: the records that each call of a design reads and writes. */
export function costCommand() {
  return new Command("cost")
    .summary("count the records that each call reads and writes")
    .description(
      "Counts the records that a kernel would read and write for each call of a design, in ladders of containers built by the " +
        "design's own calls, and shows how these numbers grow.",
    )
    .argument("[model...]", "the designs (default: all)")
    .addOption(
      new Option("--by <growth>", "grow the ladder in depth, 1 to 64, or in tasks at each level, 1 to 16")
        .choices(["depth", "tasks"] as const)
        .default("depth" as const),
    )
    .option("--json", "print the result as JSON")
    .action(async (names, { by, json }) => {
      const models =
        names.length === 0
          ? MODELS.filter(({ domain }) => domain.costs !== undefined)
          : await findModels(names);
      const results: CostOfModel[] = [];
      const ladders = by === "depth" ? LADDERS_BY_DEPTH : LADDERS_BY_TASKS;
      await whileInterruptible(async (interrupted) => {
        for (const model of models) {
          const result = await withProgress(
            untilInterrupted(costInSteps(model, ladders), interrupted),
            ({ depth, tasks }) => `${model.name}: depth ${depth}, ${counted(tasks, "task")} a level`,
          );
          if (result === undefined) return;
          results.push(result);
          if (!json) printCost(result, by);
        }
      });
      if (json)
        printJson({ by, complete: results.length === models.length, designs: results.map(costAsJson) });
      else if (results.length < models.length)
        print(
          paint("yellow", `Interrupted: ${results.length} of ${counted(models.length, "design")} measured.`),
        );
      process.exitCode = exitCodeOfCost(results, models.length);
    });
}

function exitCodeOfCost(results: readonly CostOfModel[], asked: number): ExitCode {
  if (results.some(({ why }) => why !== undefined)) return EXIT.badRequest;
  return results.length < asked ? EXIT.notDecided : EXIT.asClaimed;
}

function printCost(result: CostOfModel, by: Growth): void {
  const first = result.ladders[0]?.ladder;
  const fixed = by === "depth" ? "one task at each level" : `depth ${first?.depth}, by tasks at each level`;
  print(`${paint("bold", printable(result.model))}: records read / written, ${fixed}`);
  if (result.why !== undefined) print(printable(result.why));
  else print(costTable(result, by, paint, lineWidth()));
  const levels = new Set(result.ladders.map((ladder) => ladder.levels));
  const [only] = levels;
  if (by === "depth" && levels.size === 1 && only !== undefined) print(levelsInWords(only));
  print();
}

function levelsInWords(levels: number): string {
  return levels === 0
    ? "Its containers are not nested."
    : `Its containers get no deeper than ${counted(levels, "level")} below the root.`;
}
