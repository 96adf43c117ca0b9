import type { Matrix, MatrixRow } from "../engine/matrix.ts";
import { begin, observationOf, perform, performAll } from "../history/history.ts";
import type { Model } from "../model/model.ts";
import type { Scope } from "../model/scope.ts";
import type { Verdict } from "../model/verdict.ts";
import { type Paint, plain } from "../text/paint.ts";
import { printable } from "../text/printable.ts";
import { counted, enumerated } from "../text/words.ts";
import { cellSort } from "./matrix-cell.ts";
import { indented, step } from "./story.ts";

/** What breaks in some designs by one history. */
export interface SharedProperty {
  readonly property: string;
  readonly designs: readonly string[];
  /** What is broken, in words. */
  readonly why: string;
}

/** A shortest history that breaks properties: one for all cells in which it comes out the same, word for word. */
export interface SharedHistory {
  readonly properties: readonly SharedProperty[];
  /** A sentence for each event. */
  readonly sentences: readonly string[];
  /** The call that would show the breach in the last world, where there is one. */
  readonly showing: string | undefined;
}

/** The histories of all broken cells, in the order of the properties, and of the designs within. */
export function sharedHistories(matrix: Matrix): SharedHistory[] {
  const shared = new Map<string, { history: SharedHistory; properties: Map<string, SharedProperty> }>();
  for (const [index] of matrix.properties.entries()) {
    for (const row of matrix.rows) {
      const verdict = row.verdicts[index];
      if (verdict === undefined || cellSort(verdict) !== "broken") continue;
      const told = toldHistory(row.model, matrix.scope, verdict);
      const key = JSON.stringify(told);
      const entry = shared.get(key) ?? { history: { ...told, properties: [] }, properties: new Map() };
      addProperty(entry.properties, row, verdict);
      shared.set(key, entry);
    }
  }
  return [...shared.values()].map(({ history, properties }) => ({
    ...history,
    properties: [...properties.values()],
  }));
}

function addProperty(
  properties: Map<string, SharedProperty>,
  { model }: MatrixRow,
  { property, why }: Verdict,
): void {
  const key = JSON.stringify([property, why]);
  const designs = [...(properties.get(key)?.designs ?? []), model.name];
  properties.set(key, { property, why, designs });
}

function toldHistory(model: Model, scope: Scope, { history = [], call }: Verdict) {
  const operations = history.map(({ operation }) => operation);
  const end = performAll(begin(model, scope), operations);
  const sentences = operations.map((_, index) => step(end, index));
  if (call === undefined) return { sentences, showing: undefined };
  const after = observationOf(perform(end, call.operation));
  return {
    sentences,
    showing: model.domain.words.sentence(model, call, { before: observationOf(end), after }),
  };
}

/** The histories of all broken cells as text: what each breaks and where, and its sentences below. Safe to print. */
export function historiesAsText(matrix: Matrix, paint: Paint = plain): string {
  return sharedHistories(matrix)
    .map((history) => historyAsText(history, paint))
    .join("\n\n");
}

function historyAsText({ properties, sentences, showing }: SharedHistory, paint: Paint): string {
  const heads = properties.map(({ property, designs, why }) => {
    const where = `in ${enumerated(designs.map(printable))}, in ${counted(sentences.length, "step")}`;
    return `${paint("bold", printable(property))} is broken ${where}: ${printable(why)}`;
  });
  const lines = sentences.map((text, index) => `${paint("dim", `${index + 1}.`)} ${text}`);
  if (sentences.length === 0) lines.push("The world is so from the start.");
  if (showing !== undefined) lines.push(`The call that shows it: ${showing}`);
  return [...heads, indented(lines.join("\n"), "  ")].join("\n");
}
