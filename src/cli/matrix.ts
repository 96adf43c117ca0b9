import { Command, Option } from "@commander-js/extra-typings";
import { MODELS, modelsOf, propertiesOf } from "../catalogue.ts";
import type { Matrix } from "../engine/matrix.ts";
import { isOfKind } from "../engine/matrix-by-kind.ts";
import type { Domain, Model } from "../model/model.ts";
import { type Property, questionOf, whyNotApplicable } from "../model/property.ts";
import type { Scope } from "../model/scope.ts";
import { asymmetryInWords } from "../report/asymmetry.ts";
import { matrixTable } from "../report/matrix.ts";
import { matrixCostTable } from "../report/matrix-cost.ts";
import { historiesAsText } from "../report/matrix-histories.ts";
import { matrixAsMarkdown } from "../report/matrix-markdown.ts";
import { matrixPage } from "../report/page/page.ts";
import { matrixResults } from "../report/reporters/of-verdicts.ts";
import { scopeOfMatrix } from "../report/scope-in-words.ts";
import { printable } from "../text/printable.ts";
import { clusterOption } from "./cluster/cluster-option.ts";
import { partsOfMatrix, wholeMatrices } from "./cluster/jobs/matrix.ts";
import { onCluster } from "./cluster/on-cluster.ts";
import type { ServerAddress } from "./cluster/server-address.ts";
import { commandOfCell } from "./command-of-cell.ts";
import { type Conclusion, exitCodeOf } from "./conclusion.ts";
import { FAIR, fairFrom } from "./fair-option.ts";
import { requireWritable, writeOutput } from "./files/output-files.ts";
import { costAsJson, verdictsAsJson } from "./json.ts";
import {
  type AskedMatrix,
  type GivenMatrixOptions,
  MATRIX_LINE,
  partOfMatrix,
  searchMatrices,
} from "./matrix-search.ts";
import { findModels, findProperties } from "./named.ts";
import { readPageAssets } from "./page-assets.ts";
import { printAsymmetries } from "./print-check.ts";
import { OUT, REPORTER, report, requireReportable } from "./reporting.ts";
import {
  defaultScopeInWords,
  domainBoundedBy,
  type GivenOptions,
  isScopeGiven,
  scopeFrom,
  withScopeOptions,
} from "./scope-options.ts";
import { SEARCH_OPTIONS } from "./search-options.ts";
import { shardOption } from "./shard-option.ts";
import { lineWidth, paint, print } from "./terminal.ts";

/** `nsmodel matrix`: designs by properties, in one run. */
export function matrixCommand() {
  return withScopeOptions(
    new Command("matrix")
      .summary("check every promise in every design, side by side")
      .description(
        "Tries every call in every world of a scope, in each design, and prints a table: what holds, and what is broken in how " +
          "many steps. The shortest history of each broken cell follows. Linux is checked for each kind of namespace separately.",
      )
      .argument("[models...]", "the designs (default: all that come with nsmodel)"),
  )
    .addOption(new Option("--property <name...>", "only these properties"))
    .addOption(FAIR)
    .option("--html <file>", "write a page that plays the histories, step by step")
    .addOption(new Option("--markdown", "print the result as Markdown").conflicts("reporter"))
    .addOption(new Option("--json", "print the result as JSON").conflicts(["markdown", "reporter"]))
    .addOption(REPORTER)
    .addOption(OUT)
    .addOption(shardOption("designs"))
    .addOption(clusterOption("searches"))
    .option("--no-cost", "do not measure what the calls of each design cost")
    .addOption(SEARCH_OPTIONS.noSymmetry)
    .addOption(SEARCH_OPTIONS.workers)
    .addOption(SEARCH_OPTIONS.memory)
    .addOption(SEARCH_OPTIONS.time)
    .addOption(SEARCH_OPTIONS.depth)
    .addOption(SEARCH_OPTIONS.worlds)
    .addOption(
      new Option(
        "--store <folder>",
        "keep the worlds of each design in a folder below this one instead of in memory; the same command continues with them",
      ).conflicts("cluster"),
    )
    .addHelpText(
      "after",
      `${defaultScopeInWords("matrix")} Limits such as --time apply to each design separately.`,
    )
    .action(async (names, options) => {
      const models = await findModels(unique(names));
      const properties =
        options.property === undefined ? undefined : await findProperties(unique(options.property));
      const whole = askedOf(models, properties, options);
      const asked = partOfMatrix(whole, options.shard);
      if (options.html !== undefined) await requireWritable(options.html);
      await requireReportable(options);
      const { fair } = fairFrom(
        options.fair,
        whole.flatMap((one) => ("byKind" in one ? [one.byKind] : one.models)),
      );
      const given = { ...options, fair };
      const { cluster } = options;
      const matrices =
        cluster === undefined
          ? await searchMatrices(asked, given)
          : await matricesOnCluster(cluster, asked, given);
      if (options.html !== undefined) await writePage(options.html, matrices);
      const conclusion = properties?.some(appliesToNoDesign(whole)) ? "not-decided" : conclusionOf(matrices);
      await report(options, {
        text: () => {
          if (options.markdown) print(matrices.map(matrixAsMarkdown).join("\n\n"));
          else printMatrices(matrices);
        },
        json: () => matricesAsJson(matrices, conclusion),
        results: () => matrixResults(matrices),
      });
      process.exitCode = exitCodeOf(conclusion);
    });
}

/** The same matrices, each column made by a worker. */
async function matricesOnCluster(
  address: ServerAddress,
  asked: readonly AskedMatrix[],
  given: GivenMatrixOptions,
): Promise<readonly Matrix[]> {
  const { cost, fair, symmetry, memory, time, depth, worlds, workers } = given;
  const how = { cost, fair, symmetry, memory, time, depth, worlds, workers };
  return wholeMatrices(asked, await onCluster(address, "matrix", () => partsOfMatrix(asked, how)));
}

/**
 * Which matrices to make: one for the designs of each domain, or one for each design if it is asked about each kind of namespace separately.
 *
 * @param models if empty, all that come with nsmodel; if a scope is given too, those of its domain
 * @param properties if `undefined`, all of the domain
 */
function askedOf(
  models: readonly Model[],
  properties: readonly Property[] | undefined,
  options: GivenOptions,
): AskedMatrix[] {
  const isGiven = isScopeGiven(options);
  const all = isGiven ? modelsOf(domainBoundedBy(options)) : MODELS;
  const designs = models.length === 0 ? all : models;
  const domains = new Map(designs.map(({ domain }) => [domain.name, domain]));
  return [...domains.values()].flatMap((domain): AskedMatrix[] => {
    const ofDomain = designs.filter((model) => model.domain.name === domain.name);
    const scope = isGiven ? scopeFrom(options, domain, "matrix", ofDomain) : undefined;
    const named = properties && namedOf(properties, domain, domains, scope);
    const asked = named ?? propertiesOf(domain, scope);
    const byKind = asked.filter(isOfKind);
    if (byKind.length > 0) return ofDomain.map((model) => ({ byKind: model, properties: byKind, scope }));
    if (asked.length === 0 && models.length === 0) return [];
    return [
      {
        models: ofDomain,
        properties: asked,
        scope: scopeFrom(options, domain, "matrix", ofDomain),
      },
    ];
  });
}

/**
 * The named properties of a domain, and those that ask the same of each kind of namespace. A property of a domain that is not in the matrix is among them:
 * it applies to no design, and each design says so.
 */
function namedOf(
  named: readonly Property[],
  domain: Domain,
  domains: ReadonlyMap<string, Domain>,
  scope: Scope | undefined,
): Property[] {
  const plain = named.filter(({ ofKind }) => ofKind === undefined);
  const questions = new Set(plain.map(({ name }) => name));
  return [
    ...plain.filter((property) => property.domain === domain.name || !domains.has(property.domain)),
    ...propertiesOf(domain, scope).filter(
      (one) => one.ofKind !== undefined && (named.includes(one) || questions.has(one.ofKind.question)),
    ),
  ];
}

/** A matrix claims nothing, so a broken cell is no worse than another; but a cell that is not decided is missing. */
function conclusionOf(matrices: readonly Matrix[]): Conclusion {
  const verdicts = matrices.flatMap(({ rows }) => rows.flatMap((row) => row.verdicts));
  return verdicts.every(({ verdict }) => verdict !== "not-decided") ? "as-claimed" : "not-decided";
}

/** Whether a named property applies to no design of a matrix. The whole matrix is asked, so all its parts give the same answer. */
const appliesToNoDesign =
  (asked: readonly AskedMatrix[]) =>
  (named: Property): boolean =>
    !asked.some((one) => {
      const asking = one.properties.filter(
        (property) => property === named || questionOf(property) === named.name,
      );
      const models = "byKind" in one ? [one.byKind] : one.models;
      return asking.some((property) => {
        const scope = one.scope ?? property.ofKind?.scope;
        return (
          scope !== undefined &&
          models.some((model) => whyNotApplicable(property, model, scope) === undefined)
        );
      });
    });

/** What is named twice counts once. */
const unique = (names: readonly string[]): string[] => [...new Set(names)];

/** All tables, and then the details of each. */
function printMatrices(matrices: readonly Matrix[]): void {
  for (const [index, matrix] of matrices.entries()) {
    if (index > 0) print("");
    printTable(matrix);
  }
  for (const matrix of matrices) printDetails(matrix);
}

function printTable(matrix: Matrix): void {
  print(paint("bold", `${scopeOfMatrix(matrix)}\n`));
  print(matrixTable(matrix, lineWidth(MATRIX_LINE), paint));
  printSymmetry(matrix);
  printBounds(matrix);
}

function printDetails(matrix: Matrix): void {
  const cost = matrixCostTable(matrix, lineWidth(MATRIX_LINE), paint);
  if (cost !== "") print(`\n${cost}`);
  const histories = historiesAsText(matrix, paint);
  if (histories === "") return;
  print(`\n${histories}`);
  if (matrix.scope === undefined) return;
  print(`\nTo see a cell with its trees: ${commandOfCell(matrix, matrix.scope)}`);
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

/** Says why cells are not decided: the bound of a design's search, which is the same for all of its cells. */
function printBounds({ rows }: Matrix): void {
  for (const { title, verdicts } of rows) {
    const bound = verdicts.find(({ verdict }) => verdict === "not-decided");
    if (bound !== undefined) print(paint("yellow", `${printable(title)} is not decided: ${bound.why}.`));
  }
}

async function writePage(file: string, matrices: readonly Matrix[]): Promise<void> {
  await writeOutput(file, matrixPage(matrices, await readPageAssets()));
}

function matricesAsJson(matrices: readonly Matrix[], conclusion: Conclusion) {
  const rows = matrices.flatMap((matrix) => matrix.rows);
  const properties = new Set(rows.flatMap(({ asked }) => asked.map(({ property }) => property)));
  const [{ scope, fair } = {}] = matrices;
  return {
    ...(scope && { scope }),
    ...(fair && { fair }),
    conclusion,
    properties: [...properties].map(({ name, claim }) => ({ name, claim })),
    designs: rows.map(({ model, title, kind, asked, searches, verdicts, asymmetries, cost }) => ({
      model: model.name,
      title,
      ...(kind && { kind }),
      summary: model.summary,
      searches: searches.map(({ worlds, depth, symmetry, compared, complete }) => ({
        worlds,
        depth,
        symmetry,
        compared,
        complete,
      })),
      asymmetries: asymmetries.map((one) => ({ ...one, words: asymmetryInWords(model.name, one) })),
      scopes: asked.map((one) => one.scope),
      verdicts: verdictsAsJson(verdicts),
      ...(cost && { cost: { byDepth: costAsJson(cost.byDepth), byTasks: costAsJson(cost.byTasks) } }),
    })),
  };
}
