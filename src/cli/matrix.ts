import { Command, Option } from "@commander-js/extra-typings";
import { MODELS, modelsOf, propertiesOf } from "../catalogue.ts";
import type { Matrix } from "../engine/matrix.ts";
import type { Model } from "../model/model.ts";
import { asymmetryInWords } from "../report/asymmetry.ts";
import { matrixTable } from "../report/matrix.ts";
import { matrixCostTable } from "../report/matrix-cost.ts";
import { historiesAsText } from "../report/matrix-histories.ts";
import { matrixAsMarkdown } from "../report/matrix-markdown.ts";
import { matrixPage } from "../report/page/page.ts";
import { scopeInWords } from "../report/scope-in-words.ts";
import { printable } from "../text/printable.ts";
import { commandLine } from "./command-line.ts";
import { type Conclusion, exitCodeOf } from "./conclusion.ts";
import { requireWritable, writeOutput } from "./files/output-files.ts";
import { costAsJson, verdictsAsJson } from "./json.ts";
import { MATRIX_LINE, searchMatrix } from "./matrix-search.ts";
import { findModels, findProperties } from "./named.ts";
import { readPageAssets } from "./page-assets.ts";
import { printAsymmetries } from "./print-check.ts";
import { printJson } from "./print-json.ts";
import { Problem } from "./problem.ts";
import { defaultScopeInWords, scopeFrom, withScopeOptions } from "./scope-options.ts";
import { SEARCH_OPTIONS } from "./search-options.ts";
import { lineWidth, paint, print } from "./terminal.ts";

/** `nsmodel matrix`: designs by properties, in one run. */
export function matrixCommand() {
  return withScopeOptions(
    new Command("matrix")
      .summary("check every promise in every design, side by side")
      .description(
        "Tries every call in every world of a scope, in each design, and prints a table: what holds, and what is broken in how " +
          "many steps. Below it stands the shortest history of each broken cell.",
      )
      .argument("[models...]", "the designs (default: all that come with nsmodel)"),
  )
    .addOption(new Option("--property <name...>", "only these properties"))
    .option("--html <file>", "write a page that plays the histories, step by step")
    .option("--markdown", "print it as Markdown")
    .addOption(new Option("--json", "print it as JSON").conflicts("markdown"))
    .option("--no-cost", "do not measure what the calls of each design cost")
    .addOption(SEARCH_OPTIONS.noSymmetry)
    .addOption(SEARCH_OPTIONS.workers)
    .addOption(SEARCH_OPTIONS.memory)
    .addOption(SEARCH_OPTIONS.time)
    .addOption(SEARCH_OPTIONS.depth)
    .addOption(SEARCH_OPTIONS.worlds)
    .addHelpText("after", `${defaultScopeInWords("matrix")} Bounds are those of each design.`)
    .action(async (names, options) => {
      const models = await findModels(unique(names));
      const [{ domain } = MODELS[0]] = models;
      requireOneDomain(models);
      const properties =
        options.property === undefined
          ? propertiesOf(domain)
          : await findProperties(unique(options.property));
      const designs = models.length === 0 ? modelsOf(domain) : models;
      const scope = scopeFrom(options, domain, "matrix", designs);
      if (options.html !== undefined) await requireWritable(options.html);
      const matrix = await searchMatrix(designs, properties, scope, options);
      if (options.html !== undefined) await writePage(options.html, matrix);
      if (options.json) printJson(matrixAsJson(matrix));
      else if (options.markdown) print(matrixAsMarkdown(matrix));
      else printMatrix(matrix);
      process.exitCode = exitCodeOf(conclusionOfMatrix(matrix));
    });
}

/** A matrix claims nothing, so that a broken cell is no worse than another; but a cell that is not decided is missing in it. */
function conclusionOfMatrix({ rows }: Matrix): Conclusion {
  const isDecided = rows.every(({ verdicts }) => verdicts.every(({ verdict }) => verdict !== "not-decided"));
  return isDecided ? "as-claimed" : "not-decided";
}

/** A matrix has one scope. @throws {Problem} where designs have scopes of different kinds */
function requireOneDomain(models: readonly Model[]): void {
  const [first, ...others] = models;
  const other = others.find(({ domain }) => domain.name !== first?.domain.name);
  if (first === undefined || other === undefined) return;
  throw new Problem(
    `A matrix has one scope, and ${first.name} and ${other.name} are designs of different domains (${first.domain.name} and ${other.domain.name}).`,
    "Make one for each.",
  );
}

/** What is named twice counts once. */
const unique = (names: readonly string[]): string[] => [...new Set(names)];

function printMatrix(matrix: Matrix): void {
  print(paint("bold", `Scope: ${scopeInWords(matrix.domain, matrix.scope)}.\n`));
  print(matrixTable(matrix, lineWidth(MATRIX_LINE), paint));
  printSymmetry(matrix);
  printBounds(matrix);
  const cost = matrixCostTable(matrix, lineWidth(MATRIX_LINE), paint);
  if (cost !== "") print(`\n${cost}`);
  const histories = historiesAsText(matrix, paint);
  if (histories === "") return;
  print(`\n${histories}`);
  const cell = commandLine("check", [], matrix.domain, matrix.scope);
  print(`\nA cell with its trees: ${cell} DESIGN --property PROPERTY`);
}

/** Says how far symmetry was tested, and what was found not to be symmetric. */
function printSymmetry({ rows }: Matrix): void {
  const compared = rows.flatMap(({ searches }) => searches).reduce((sum, search) => sum + search.compared, 0);
  if (compared > 0)
    print(
      `Symmetry was tested: ${compared.toLocaleString("en")} other members of the orbits of worlds were compared.`,
    );
  for (const { model, asymmetries } of rows) printAsymmetries(model, asymmetries);
}

/** Says why cells are not decided: it is the bound of a design's search, one for all of its cells. */
function printBounds({ rows }: Matrix): void {
  for (const { model, verdicts } of rows) {
    const bound = verdicts.find(({ verdict }) => verdict === "not-decided");
    if (bound !== undefined) print(paint("yellow", `${printable(model.name)} is not decided: ${bound.why}.`));
  }
}

async function writePage(file: string, matrix: Matrix): Promise<void> {
  await writeOutput(file, matrixPage(matrix, await readPageAssets()));
}

function matrixAsJson(matrix: Matrix) {
  const { scope, properties, rows } = matrix;
  return {
    scope,
    conclusion: conclusionOfMatrix(matrix),
    properties: properties.map(({ name, claim }) => ({ name, claim })),
    designs: rows.map(({ model, searches, verdicts, asymmetries, cost }) => ({
      model: model.name,
      summary: model.summary,
      searches: searches.map(({ worlds, depth, symmetry, compared, complete }) => ({
        worlds,
        depth,
        symmetry,
        compared,
        complete,
      })),
      asymmetries: asymmetries.map((one) => ({ ...one, words: asymmetryInWords(model.name, one) })),
      verdicts: verdictsAsJson(verdicts),
      ...(cost && { cost: { byDepth: costAsJson(cost.byDepth), byTasks: costAsJson(cost.byTasks) } }),
    })),
  };
}
