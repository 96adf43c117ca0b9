import { readFileSync, statSync } from "node:fs";
import { basename } from "node:path";
import { Command, Option } from "@commander-js/extra-typings";
import { searchInSteps } from "../engine/search.ts";
import { TransitionGraph } from "../engine/transition-graph.ts";
import type { RecordedHistory } from "../history/read-history.ts";
import type { Model } from "../model/model.ts";
import type { Scope } from "../model/scope.ts";
import { packageFile } from "../package/package-file.ts";
import {
  type ProgramLanguage,
  programFor,
  RUNTIMES,
  TLA_MODULE,
  tlaModuleOf,
} from "../report/any-program.ts";
import { toGraphviz, toMermaid } from "../report/export/diagrams.ts";
import { toItf } from "../report/export/itf.ts";
import { graphToGraphml, graphToGraphviz } from "../report/export/state-graph.ts";
import { backEdgeOf, DisagreesWithDesign, stepsOf } from "../report/export/steps.ts";
import { toSvg } from "../report/export/svg.ts";
import { NoProgram } from "../report/no-program.ts";
import { isModuleName } from "../report/tla-names.ts";
import { didYouMean } from "../text/did-you-mean.ts";
import { printable } from "../text/printable.ts";
import { mayBeNoUtf8 } from "../text/utf8.ts";
import { enumerated } from "../text/words.ts";
import { readHistoryFile } from "./files/history-file.ts";
import { requireWritable, writeOutput, writeUnlessChanged } from "./files/output-files.ts";
import { STANDARD_INPUT } from "./files/read-bytes.ts";
import { untilInterrupted, whileInterruptible } from "./interruptible.ts";
import { findModel, findProperties, knownModels, knownProperties } from "./named.ts";
import { EXIT, Problem } from "./problem.ts";
import { withProgress } from "./progress.ts";
import { isScopeGiven, scopeFrom, withScopeOptions } from "./scope-options.ts";
import { comparisonsOf, symmetryOf } from "./search-options.ts";
import { print } from "./terminal.ts";
import { moduleNameOf } from "./user/modules.ts";

/** What a history can be written as. */
const HISTORY_FORMATS = {
  itf: toItf,
  mermaid: toMermaid,
  dot: toGraphviz,
  svg: svgOf,
  sh: program("sh"),
  c: program("c"),
} as const;

/** What the states of a scope can be written as. */
const GRAPH_FORMATS = { dot: graphToGraphviz, graphml: graphToGraphml } as const;

type HistoryFormat = keyof typeof HISTORY_FORMATS;
type GraphFormat = keyof typeof GRAPH_FORMATS;
type Format = HistoryFormat | GraphFormat | "tla";

const FORMATS = [
  "itf",
  "mermaid",
  "svg",
  "dot",
  "graphml",
  "sh",
  "c",
  "tla",
] as const satisfies readonly Format[];

/** Upper bound on the states of a graph: a larger one is of no use as a picture. */
const MAX_STATES = 10_000;

/** `nsmodel export`: a history, or the states of a design, in a format of other tools. */
export function exportCommand() {
  return withScopeOptions(
    new Command("export")
      .summary("write a history or a state graph for other tools")
      .description(
        "Writes a history as a trace (ITF), a diagram, an image or a program, or the states of a design in a scope as a graph. " +
          "A history is run first: if it disagrees with its design, nothing is written.",
      )
      .argument("<what>", "a history file, - for standard input, or a design"),
  )
    .option("--itf", "a history in the Informal Trace Format, for Apalache, Quint and their viewers")
    .option("--mermaid", "a history as a Mermaid flowchart")
    .option("--svg", "a history as an image")
    .option("--dot", "a history, or the states of a design, for Graphviz")
    .option("--graphml", "the states of a design as GraphML")
    .option("--sh", "a history of linux as a shell script of unshare, nsenter and kill")
    .option("--c", "a history of linux as a C program for the kernel, which prints KTAP")
    .option(
      "--tla",
      "nested as a TLA+ module for TLC and Apalache; with --out, its .cfg is written beside it",
    )
    .addOption(new Option("--out <file>", "write it to this file, not to standard output"))
    .option("--model <name>", "run the history against this design, whatever design it names")
    .addOption(
      new Option(
        "--property <name...>",
        "also recognise these properties, such as ./file.ts, if the file names them",
      ),
    )
    .action(async (what, options) => {
      const format = formatOf(options);
      if (!isDesign(what)) requireFile(what);
      if (options.out !== undefined) await requireWritable(options.out, sourcesOf(what));
      if (format === "tla") {
        await writeTla(what, options);
        return;
      }
      const text = isDesign(what)
        ? await graphOf(what, format, options)
        : await historyAs(what, format, options);
      if (text === undefined) {
        process.exitCode = EXIT.notDecided;
        return;
      }
      if (options.out === undefined) print(text.trimEnd());
      else await writeOutput(options.out, text);
    });
}

/** The format that is asked for. @throws {Problem} if there is none, or more than one */
function formatOf(options: Readonly<Partial<Record<Format, true | undefined>>>): Format {
  const [format, ...others] = FORMATS.filter((one) => options[one]);
  if (format !== undefined && others.length === 0) return format;
  const flags = FORMATS.map((one) => `--${one}`);
  throw new Problem(
    format === undefined ? "No format was given." : "Only one format can be written at a time.",
    `Choose one of ${enumerated(flags)}.`,
  );
}

/** A design is named as in all commands; anything else is a file. */
const isDesign = (what: string): boolean =>
  knownModels().some(({ name }) => name === what) || moduleNameOf(what) !== undefined;

/** The files that are read: none for a design that is known by its name, even if there is a file of that name. */
const sourcesOf = (what: string): string[] =>
  isDesign(what) ? [moduleNameOf(what)?.file ?? []].flat() : [what];

/** @throws {Problem} if what is neither a design nor a file; a file that cannot be looked at is no concern of this */
function requireFile(what: string): void {
  if (what === STANDARD_INPUT || mayBeNoUtf8(what) || !isMissingFile(what)) return;
  const near = didYouMean(
    what,
    knownModels().map(({ name }) => name),
  );
  const own = "Name a history by its file, and a design of your own by its path, such as ./my-design.ts.";
  throw new Problem(
    `${printable(what)} is neither a design nor an existing file.`,
    near.endsWith("?") ? near : own,
  );
}

function isMissingFile(path: string): boolean {
  try {
    return statSync(path, { throwIfNoEntry: false }) === undefined;
  } catch {
    return false;
  }
}

async function historyAs(
  file: string,
  format: Format,
  options: {
    readonly model?: string | undefined;
    readonly property?: string[] | undefined;
    readonly [bound: string]: unknown;
  },
): Promise<string | undefined> {
  if (!isHistoryFormat(format))
    throw new Problem(
      `--${format} is for the states of a design, not for a history.`,
      "Give a design, such as nested, or the path of one of your own, such as ./my-design.ts.",
    );
  if (isScopeGiven(options))
    throw new Problem("The first line of a history gives its scope.", "Omit the scope options.");
  const as = options.model === undefined ? undefined : await findModel(options.model);
  const properties = [...new Set([...knownProperties(), ...(await findProperties(options.property ?? []))])];
  const history = await whileInterruptible((_, asked) => readHistoryFile(file, as, properties, asked));
  if (history === undefined) return undefined;
  try {
    return HISTORY_FORMATS[format](history, file);
  } catch (error) {
    if (error instanceof NoProgram)
      throw new Problem(
        `${printable(file)}:${error.line}: It cannot be written as --${format}: ${error.message}.`,
        "nsmodel replay --on kernel plays as much of it as this machine can.",
        EXIT.cannotHere,
      );
    if (!(error instanceof DisagreesWithDesign)) throw error;
    throw new Problem(
      `${printable(file)}:${error.line}: ${error.message}`,
      `nsmodel show ${printable(file)} shows the whole history.`,
      EXIT.broken,
    );
  }
}

/** A function that writes a history as a program in a language. */
function program(language: ProgramLanguage) {
  return (history: RecordedHistory, file: string): string =>
    programFor(
      language,
      history,
      printable(basename(file)),
      readFileSync(packageFile(RUNTIMES[language]), "utf8"),
    );
}

const isHistoryFormat = (format: Format): format is HistoryFormat => Object.hasOwn(HISTORY_FORMATS, format);

function svgOf(history: RecordedHistory): string {
  const { model, scope } = history;
  const steps = [...stepsOf(history)];
  const events = steps.flatMap(({ told }) => told?.event ?? []);
  // Drawn as the page draws the history of a verdict; the property itself does not show in the picture.
  const verdict = { property: "", verdict: "broken", cases: 0, why: "", history: events } as const;
  return toSvg(model.domain.words.scenes(model, scope, verdict), backEdgeOf(steps));
}

/** Writes a module of TLA+, and its configuration beside it. */
async function writeTla(
  what: string,
  options: { readonly out?: string | undefined; readonly [bound: string]: unknown },
): Promise<void> {
  if (!isDesign(what))
    throw new Problem("--tla is for a design, not for a history.", "Use nsmodel export nested --tla.");
  const { out } = options;
  const title = out === undefined ? what : basename(out, ".tla");
  if (out !== undefined && !(out.endsWith(".tla") && isModuleName(title)))
    throw new Problem(
      `${printable(out)} cannot be the file of a TLA+ module: it must be NAME.tla, where NAME consists of letters, digits and _ and has no other meaning in TLA+.`,
      "Write it to nested.tla, for example.",
    );
  const model = await findModel(what);
  try {
    const text = readFileSync(packageFile(TLA_MODULE), "utf8");
    const { module, configuration } = tlaModuleOf(
      model,
      scopeFrom(options, model.domain, "matrix"),
      text,
      title,
    );
    if (out === undefined) print(module.trimEnd());
    else {
      await writeUnlessChanged(out.replace(/\.tla$/, ".cfg"), configuration);
      await writeOutput(out, module);
    }
  } catch (error) {
    if (!(error instanceof NoProgram)) throw error;
    throw new Problem(`It cannot be written as --tla: ${error.message}.`, undefined, EXIT.cannotHere);
  }
}

async function graphOf(name: string, format: Format, bounds: object): Promise<string | undefined> {
  if (!isGraphFormat(format))
    throw new Problem(
      `--${format} is for a history, not for the states of a design.`,
      `Choose one of ${enumerated(Object.keys(GRAPH_FORMATS).map((one) => `--${one}`))}, or name the file of a history.`,
    );
  const model = await findModel(name);
  const scope = scopeFrom(bounds, model.domain, "check");
  const graph = await whileInterruptible((interrupted) =>
    withProgress(smallGraph(model, scope, interrupted), () => "finding all states"),
  );
  return graph && GRAPH_FORMATS[format](model, graph);
}

const isGraphFormat = (format: Format): format is GraphFormat => Object.hasOwn(GRAPH_FORMATS, format);

/** @throws {Problem} if there are too many states for a graph */
function* smallGraph(
  model: Model,
  scope: Scope,
  interrupted: () => boolean,
): Generator<unknown, TransitionGraph | undefined> {
  const symmetry = symmetryOf(undefined, model, []);
  const { worlds, complete } = yield* searchInSteps(model, [], scope, {
    symmetry,
    comparisons: comparisonsOf(model, []),
    worlds: MAX_STATES + 1,
    stop: () => (interrupted() ? "it was interrupted" : undefined),
  });
  if (worlds > MAX_STATES) throw tooLarge();
  return complete
    ? yield* untilInterrupted(TransitionGraph.inSteps(model, scope, symmetry), interrupted)
    : undefined;
}

const tooLarge = (): Problem =>
  new Problem(
    `There are more than ${MAX_STATES.toLocaleString("en")} states: too many for a graph.`,
    "Choose a smaller scope, such as --tasks 2 --containers 2.",
  );
