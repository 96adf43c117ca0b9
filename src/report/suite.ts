/** A suite as files: its histories, each with its purpose, an index for people, and one for programs. */

import { recorded } from "../engine/suite/recorded.ts";
import { outcomeOf } from "../engine/suite/step.ts";
import type { Suite, SuiteHistory } from "../engine/suite/suite.ts";
import type { SuiteTour } from "../engine/suite/tours.ts";
import { writeHistory } from "../history/write-history.ts";
import type { Model } from "../model/model.ts";
import type { Operation } from "../model/operation.ts";
import type { Scope } from "../model/scope.ts";
import { counted } from "../text/words.ts";
import { markdownTable, safeInMarkdown, signsEscaped } from "./markdown.ts";
import { scopeInWords } from "./scope-in-words.ts";

export const SUITE_FORMAT = "nsmodel-suite";
export const SUITE_VERSION = 1;
/** The file name of the index for programs. */
export const SUITE_INDEX = "suite.json";

/** What a suite was made from. */
export interface SuiteOrigin {
  /** The version of nsmodel. */
  readonly nsmodel: string;
  readonly model: Model;
  /** Identifies the files of the design, if it is user-defined. */
  readonly design: string | undefined;
}

/** A file of a suite. */
export interface SuiteFile {
  readonly name: string;
  readonly text: string;
}

/** A history of a suite, as a file and in the index. */
interface IndexedFile extends SuiteFile {
  readonly about: string;
  readonly scope: Scope;
  readonly events: number;
  readonly outcomes: readonly string[];
  readonly mutants: readonly string[];
  /** How many of the design's own histories it begins with. */
  readonly own: number;
}

/**
 * All files of a suite except the index for programs, which identifies the others by their content.
 *
 * @returns the files, and the index without the digests of the files
 */
export function suiteFiles(suite: Suite, origin: SuiteOrigin): { files: SuiteFile[]; index: SuiteIndex } {
  const { model } = origin;
  const files = [...historyFiles(model, suite), ...tourFiles(model, suite.tours)];
  const index = indexOf(suite, origin, files);
  return { files: [...files, { name: "README.md", text: readmeOf(index) }], index };
}

function historyFiles(model: Model, { histories }: Suite): IndexedFile[] {
  const names = new Map<string, number>();
  return histories.map((history) => {
    const { scope, operations, outcomes, mutants, own } = history;
    const about = aboutHistory(model, history);
    return {
      name: `${nameFor(history, names)}.jsonl`,
      text: writeHistory(model, scope, recorded(model, scope, operations), about),
      about,
      scope,
      events: operations.length,
      outcomes: outcomes.map(({ op, rule }) => outcomeInWords(model, op, rule)),
      mutants: mutants.map(({ name }) => name),
      own,
    };
  });
}

/** A name made of its last call and the outcome of that. @param names how often each name has been given */
function nameFor({ goal: { op, rule } }: SuiteHistory, names: Map<string, number>): string {
  const plain = `${op}-${rule}`.replaceAll(/[^A-Za-z0-9_]+/g, "-");
  const times = (names.get(plain) ?? 0) + 1;
  names.set(plain, times);
  return times === 1 ? plain : `${plain}-${times}`;
}

function aboutHistory(model: Model, { goal, alone }: SuiteHistory): string {
  const outcome = outcomeInWords(model, goal.op, goal.rule);
  const mutants = alone.mutants.map(({ name }) => name);
  if (mutants.length > 0) return `${outcome}. It alone distinguishes: ${mutants.join("; ")}`;
  return alone.outcomes.length > 0 ? outcome : `${outcome}. It is one of the design's own`;
}

function outcomeInWords(model: Model, op: string, rule: string): string {
  if (rule === "ok") return `${op} succeeds`;
  const errno = outcomeOf(model, rule);
  return `${op} is refused with ${rule === errno ? errno : `${errno}: ${rule}`}`;
}

function tourFiles(model: Model, tours: readonly SuiteTour[]): IndexedFile[] {
  const all = tours.flatMap(({ scope, histories }) => histories.map((operations) => ({ scope, operations })));
  const digits = String(all.length).length;
  return all.map(({ scope, operations }, index) => tourFile(model, scope, operations, index, digits));
}

function tourFile(
  model: Model,
  scope: Scope,
  operations: readonly Operation[],
  index: number,
  digits: number,
): IndexedFile {
  const about = "a part of a tour of transitions";
  return {
    name: `transitions-${String(index + 1).padStart(digits, "0")}.jsonl`,
    text: writeHistory(model, scope, recorded(model, scope, operations), about),
    about,
    scope,
    events: operations.length,
    outcomes: [],
    mutants: [],
    own: 0,
  };
}

/** The index for programs, without the digests of the files. */
export type SuiteIndex = ReturnType<typeof indexOf>;

function indexOf(suite: Suite, { nsmodel, model, design }: SuiteOrigin, files: readonly IndexedFile[]) {
  const { scopes } = model.domain;
  return {
    format: SUITE_FORMAT,
    version: SUITE_VERSION,
    nsmodel,
    model: model.name,
    ...(design !== undefined && { design }),
    outcomes: suite.outcomes.length,
    mutants: suite.mutants.length,
    scopes: suite.tours.map(({ scope, depth, worlds, transitions, symmetry, toured }) => ({
      scope: scopes.written(scope),
      inWords: scopeInWords(model.domain, scope),
      ...(depth !== undefined && { depth }),
      worlds,
      transitions,
      symmetry,
      toured: toured === "all",
      ...(typeof toured === "object" && { touredCalls: toured.calls, touredTransitions: toured.transitions }),
    })),
    files: files.map(({ name, about, scope, events, outcomes, mutants, own }) => ({
      name,
      about,
      scope: scopes.written(scope),
      events,
      outcomes,
      mutants,
      own,
    })),
    unreached: suite.unreached.map(({ op, rule, why }) => ({
      outcome: outcomeInWords(model, op, rule),
      why,
    })),
    untold: suite.untold.map(({ mutant, isEquivalent, why }) => ({ mutant: mutant.name, isEquivalent, why })),
  };
}

/** The index for people. */
function readmeOf(index: SuiteIndex): string {
  const single = index.files.filter(
    ({ outcomes, mutants, own }) => outcomes.length + mutants.length + own > 0,
  );
  const toured = index.files.length - single.length;
  return `${[
    `# A suite of ${safeInMarkdown(index.model)}`,
    `Made by nsmodel ${index.nsmodel}. \`nsmodel test\` runs it, here or on a kernel; see docs/suites.md of nsmodel. [${SUITE_INDEX}](${SUITE_INDEX}) has the same for programs, and says which mutants each history distinguishes.`,
    "## What it is made from",
    markdownTable(
      ["scope", "first calls", "worlds", "transitions", "toured"],
      index.scopes.map(({ inWords, depth, worlds, transitions, symmetry, toured: isToured, touredCalls }) => [
        signsEscaped(inWords),
        depth === undefined ? "all" : String(depth),
        `${number(worlds)}${symmetry ? " up to symmetry" : ""}`,
        number(transitions),
        isToured ? "yes" : touredCalls === undefined ? "no" : `the first ${counted(touredCalls, "call")}`,
      ]),
    ),
    "## The purpose of each history",
    `${counted(index.outcomes, "outcome")}, each shown by a shortest history; ${counted(index.mutants, "mutant")} distinguished.`,
    markdownTable(
      ["history", "events", "purpose"],
      single.map(({ name, events, about }) => [`[${name}](${name})`, String(events), safeInMarkdown(about)]),
    ),
    ...(toured > 0
      ? [`${counted(toured, "history")} \`transitions-*.jsonl\` together have every toured transition.`]
      : []),
    ...section(
      "## What is not covered",
      ["outcome", "why"],
      index.unreached.map(({ outcome, why }) => [safeInMarkdown(outcome), safeInMarkdown(why)]),
    ),
    ...section(
      "## Mutants that are not distinguished",
      ["mutant", "equivalent", "why"],
      index.untold.map(({ mutant, isEquivalent, why }) => [
        safeInMarkdown(mutant),
        isEquivalent ? "yes" : "not known",
        safeInMarkdown(why),
      ]),
    ),
  ].join("\n\n")}\n`;
}

const number = (value: number): string => value.toLocaleString("en");

function section(title: string, head: readonly string[], rows: readonly (readonly string[])[]): string[] {
  return rows.length === 0 ? [] : [title, markdownTable(head, rows)];
}
