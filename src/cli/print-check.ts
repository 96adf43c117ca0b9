import { type CallCount, sumOfCalls } from "../engine/call-counts.ts";
import type { SearchResult } from "../engine/search-result.ts";
import type { Asymmetry } from "../engine/symmetry-test/asymmetry.ts";
import type { Domain, Model } from "../model/model.ts";
import type { Scope } from "../model/scope.ts";
import { asymmetryInWords, consequenceInWords } from "../report/asymmetry.ts";
import { scopeInWords } from "../report/scope-in-words.ts";
import { counterexample, verdictTable } from "../report/verdicts.ts";
import { ruledTable } from "../text/columns.ts";
import { printable } from "../text/printable.ts";
import { counted, enumerated, refusalsInWords } from "../text/words.ts";
import { lineWidth, paint, print } from "./terminal.ts";

const MAX_TERMINAL = 5;
/** With fewer worlds, the bytes per world say little: they are mostly the initial room of the tables. */
const WORTH_BYTES = 100_000;

const number = (value: number): string => value.toLocaleString("en");

/** Prints what a search found: its size, the calls, the verdicts, and each counterexample. */
export function printCheck(model: Model, scope: Scope, result: SearchResult, seconds: number): void {
  print(paint("bold", `${model.name}: ${printable(model.summary)}`));
  print(`Scope: ${scopeInWords(model.domain, scope)}.`);
  print(`${worldsInWords(result)}, in ${seconds.toFixed(1)} s.`);
  printSymmetry(model, result);
  printTerminalStates(model.domain, result);
  print(callTable(result));
  printIdle(result);
  print(verdictTable(result.verdicts, paint, lineWidth()));
  for (const verdict of result.verdicts) {
    if (verdict.verdict === "broken" && verdict.history)
      print(`\n${counterexample(verdict, model, scope, paint)}`);
  }
}

/** Says what a verdict up to symmetry rests on, and what was not symmetric. */
function printSymmetry(model: Model, result: SearchResult): void {
  const { symmetry, compared, partlyCompared, asymmetries, apart } = result;
  if (symmetry)
    print(
      `Symmetry was tested: ${number(compared)} other ${compared === 1 ? "member" : "members"} of the orbits of these worlds ${compared === 1 ? "was" : "were"} expanded too, and compared.`,
    );
  if (partlyCompared > 0)
    print(
      `On ${number(partlyCompared)} of ${counted(result.levels.length, "level")}, only two of the worlds that differ just in who shares a namespace were compared, not all of them.`,
    );
  if (!symmetry && model.numbersMatter)
    print(`${printable(model.name)} depends on the numbers themselves, so every world is counted.`);
  printAsymmetries(model, asymmetries);
  if (apart === undefined) return;
  const names = enumerated(apart.verdicts.map(({ property }) => printable(property)));
  print(`Without symmetry, for ${names}: ${worldsInWords(apart)}.`);
}

/** Names what was found not to be symmetric, and says what follows from it. */
export function printAsymmetries(model: Model, asymmetries: readonly Asymmetry[]): void {
  for (const asymmetry of asymmetries) print(paint("yellow", asymmetryInWords(model.name, asymmetry)));
  if (asymmetries.length > 0) print(paint("yellow", consequenceInWords(asymmetries)));
}

/** Names the operations that were never tried or never succeeded in the scope: it says nothing about them. */
function printIdle({ calls }: SearchResult): void {
  const names = (isIdle: (count: CallCount) => boolean): string =>
    [...calls]
      .filter(([, count]) => isIdle(count))
      .map(([op]) => op)
      .join(", ");
  const untried = names((count) => !isTried(count));
  const refused = names((count) => isTried(count) && count.ok === 0);
  if (untried !== "") print(paint("yellow", `Never tried in this scope: ${untried}.`));
  if (refused !== "") print(paint("yellow", `Tried, and never succeeded: ${refused}.`));
}

function isTried({ ok, refused }: CallCount): boolean {
  return ok > 0 || Object.keys(refused).length > 0;
}

/** Lists the worlds in which nothing can be tried: by W5, those without tasks. */
function printTerminalStates({ words }: Domain, { terminal, terminalStates }: SearchResult): void {
  if (terminal === 0) return;
  print(`No call can be tried in ${counted(terminal, "world")}:`);
  for (const world of terminalStates.slice(0, MAX_TERMINAL)) print(`  ${words.summary(world)}`);
  if (terminal > MAX_TERMINAL) print(`  and ${number(terminal - MAX_TERMINAL)} more`);
}

function worldsInWords({ worlds, symmetry, depth, complete, bytes }: SearchResult): string {
  const what = symmetry ? "worlds up to symmetry" : "worlds";
  const whole = complete ? "all there are" : "not all there are";
  const size = worlds < WORTH_BYTES ? "" : `; ${inBytes(bytes / worlds)} a world`;
  return `${number(worlds)} ${what} (${whole}); depth ${depth}${size}`;
}

const inBytes = (bytes: number): string => `${bytes < 10 ? bytes.toFixed(1) : Math.round(bytes)} bytes`;

/** How often each operation was tried, and with which outcomes. */
function callTable({ calls }: SearchResult): string {
  const row = (name: string, { ok, unchanged, new: first, refused }: CallCount): string[] => [
    name,
    number(ok),
    number(unchanged),
    number(first),
    refusalsInWords(refused),
  ];
  const rows = [...calls].filter(([, count]) => isTried(count)).map(([op, count]) => row(op, count));
  return ruledTable(
    ["operation", "ok", "no change", "new world", "refused"],
    [...rows, row("all", sumOfCalls(calls))],
    { width: lineWidth() },
  );
}
