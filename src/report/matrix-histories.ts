import type { Matrix, MatrixRow } from "../engine/matrix.ts";
import { begin, eventsOf, observationOf, perform, performAll } from "../history/history.ts";
import type { Kind } from "../model/kind.ts";
import type { Model } from "../model/model.ts";
import type { Scope } from "../model/scope.ts";
import { unreachable } from "../model/unreachable.ts";
import type { Verdict } from "../model/verdict.ts";
import { type Paint, plain } from "../text/paint.ts";
import { printable } from "../text/printable.ts";
import { enumerated } from "../text/words.ts";
import { cellSort } from "./matrix-cell.ts";
import { indented, step } from "./story.ts";
import { lassoInWords, loopInWords, whyOf } from "./verdicts.ts";

/** What a history shows about some designs. */
export interface SharedProperty {
  readonly property: string;
  readonly designs: readonly string[];
  /** `holds`: the history tries to break it. */
  readonly sort: "broken" | "reached" | "holds";
  /** What is broken, in words. */
  readonly why: string;
}

/**
 * A shortest history that settles properties: shared by all cells for which it reads the same, word for word. If kinds of namespace are checked
 * separately, the kind is written `KIND`.
 */
export interface SharedHistory {
  readonly properties: readonly SharedProperty[];
  /** A sentence for each event. */
  readonly sentences: readonly string[];
  /** After how many events a loop begins; missing if there is none. */
  readonly loop?: number;
  /** The call that would show the breach in the last world, if there is one. */
  readonly showing: string | undefined;
}

/**
 * The histories of all broken cells, ordered by property, then by design. If kinds of namespace are checked separately, also those of cells that are
 * reached, and, for cells that hold, what is tried against them.
 */
export function sharedHistories(matrix: Matrix): SharedHistory[] {
  const shared = new Map<string, { history: SharedHistory; properties: Map<string, SharedProperty> }>();
  for (const [index, { name }] of matrix.properties.entries()) {
    for (const row of matrix.rows) {
      const cell = cellAt(row, index);
      if (cell === undefined) continue;
      const told = withoutKind(row, toldHistory(row.model, cell.scope, cell.verdict));
      const key = JSON.stringify(told);
      const entry = shared.get(key) ?? { history: { ...told, properties: [] }, properties: new Map() };
      addProperty(entry.properties, row, { property: name, sort: cell.sort, why: whyOf(cell.verdict) });
      shared.set(key, entry);
    }
  }
  return [...shared.values()].map(({ history, properties }) => ({
    ...history,
    properties: [...properties.values()],
  }));
}

/** A cell with a history, even if that only tries to break a property that holds. */
function cellAt(
  { kind, verdicts, asked, model }: MatrixRow,
  index: number,
): { verdict: Verdict; scope: Scope; sort: SharedProperty["sort"] } | undefined {
  const [verdict, { property, scope } = {}] = [verdicts[index], asked[index]];
  if (verdict === undefined || property === undefined || scope === undefined) return undefined;
  const sort = cellSort(verdict);
  if (sort === "broken" || sort === "broken-for-ever") return { verdict, scope, sort: "broken" };
  if (kind === undefined) return undefined;
  if (sort === "reached") return { verdict, scope, sort };
  const shown = shownVerdict(model, { property, scope }, verdict);
  return sort === "holds" && shown.history !== undefined ? { verdict: shown, scope, sort } : undefined;
}

/** A verdict with a history: for one that holds and has none, the history that is tried against the property, if there is one. */
export function shownVerdict(
  model: Model,
  { property, scope }: MatrixRow["asked"][number],
  verdict: Verdict,
): Verdict {
  const tried = property.ofKind?.witness;
  if (verdict.verdict !== "holds" || verdict.history !== undefined || tried === undefined) return verdict;
  return { ...verdict, history: eventsOf(performAll(begin(model, scope), tried)) };
}

/** Replaces the kind, so that a history that reads the same for several kinds is told once. */
function withoutKind<Told extends { sentences: readonly string[]; showing: string | undefined }>(
  { kind }: MatrixRow,
  told: Told,
): Told {
  if (kind === undefined) return told;
  return {
    ...told,
    sentences: told.sentences.map((text) => kindless(kind, text)),
    showing: told.showing === undefined ? undefined : kindless(kind, told.showing),
  };
}

const kindless = (kind: Kind, text: string): string =>
  text.replaceAll(new RegExp(`\\b${kind}\\b`, "g"), "KIND");

function addProperty(
  properties: Map<string, SharedProperty>,
  { title, kind }: MatrixRow,
  { property, sort, why }: Omit<SharedProperty, "designs">,
): void {
  const words = kind === undefined ? why : kindless(kind, why);
  const key = JSON.stringify([property, sort, words]);
  const designs = [...(properties.get(key)?.designs ?? []), title];
  properties.set(key, { property, sort, why: words, designs });
}

function toldHistory(model: Model, scope: Scope, { history = [], call, loop }: Verdict) {
  const operations = history.map(({ operation }) => operation);
  const end = performAll(begin(model, scope), operations);
  const sentences = operations.map((_, index) => step(end, index));
  if (call === undefined) return { sentences, showing: undefined, ...(loop !== undefined && { loop }) };
  const after = observationOf(perform(end, call.operation));
  return {
    sentences,
    showing: model.domain.words.sentence(model, call, { before: observationOf(end), after }),
  };
}

/** What is said about a property, after its name. */
export function saidOf({ designs, sort, why }: SharedProperty, steps: string): string {
  const where = `in ${enumerated(designs)}`;
  switch (sort) {
    case "broken":
      return ` is broken ${where}, in ${steps}: ${why}`;
    case "reached":
      return ` is reached ${where}, in ${steps}`;
    case "holds":
      return ` holds ${where}; this history tries to break it`;
    default:
      return unreachable(sort);
  }
}

/** The histories of `sharedHistories` as text: what each shows and where, followed by its sentences. Safe to print. */
export function historiesAsText(matrix: Matrix, paint: Paint = plain): string {
  return sharedHistories(matrix)
    .map((history) => historyAsText(history, paint))
    .join("\n\n");
}

function historyAsText({ properties, sentences, showing, loop }: SharedHistory, paint: Paint): string {
  const steps = lassoInWords(sentences.length, loop);
  const heads = properties.map(
    (shared) => paint("bold", printable(shared.property)) + printable(saidOf(shared, steps)),
  );
  const lines = sentences.map((text, index) => `${paint("dim", `${index + 1}.`)} ${text}`);
  const told = loop === undefined ? undefined : loopInWords(sentences.length, loop);
  if (told?.begins !== undefined) lines.splice(loop ?? 0, 0, told.begins);
  if (told !== undefined) lines.push(told.ends);
  if (sentences.length === 0) lines.push("This is the case from the start.");
  if (showing !== undefined) lines.push(`The call that shows it: ${showing}`);
  return [...heads, indented(lines.join("\n"), "  ")].join("\n");
}
