import type { Matrix } from "../../engine/matrix.ts";
import type { Model } from "../../model/model.ts";
import type { Scope } from "../../model/scope.ts";
import type { Verdict } from "../../model/verdict.ts";
import { cellSort, cellText } from "../matrix-cell.ts";
import { scopeInWords } from "../scope-in-words.ts";
import { verdictInWords } from "../verdicts.ts";
import type { PageCell, PageData, Play } from "./page-types.ts";

/** The matrix as the page needs it, with every history drawn. */
export function pageData({ domain, scope, properties, rows }: Matrix): PageData {
  const plays = new Plays();
  const designs = rows.map(({ model, verdicts }) => ({
    name: model.name,
    summary: model.summary,
    source: model.source,
    cells: verdicts.map((verdict) => cellOf(verdict, model, scope, plays)),
  }));
  return {
    scope: scopeInWords(domain, scope),
    designs,
    properties: properties.map(({ name, claim, source }) => ({ name, claim, source })),
    plays: plays.all,
  };
}

function cellOf(verdict: Verdict, model: Model, scope: Scope, plays: Plays): PageCell {
  return {
    sort: cellSort(verdict),
    text: cellText(verdict),
    words: verdictInWords(verdict),
    why: verdict.why,
    ...(verdict.history !== undefined && { play: plays.add(playOf(verdict, model, scope)) }),
  };
}

function playOf(verdict: Verdict, model: Model, scope: Scope): Play {
  const scenes = model.domain.words.scenes(model, scope, verdict);
  return {
    scenes,
    width: Math.max(...scenes.map(({ picture }) => picture.width)),
    height: Math.max(...scenes.map(({ picture }) => picture.height)),
  };
}

/** Plays, each once. */
class Plays {
  readonly #places = new Map<string, number>();
  readonly all: Play[] = [];

  /** @returns its place among all */
  add(play: Play): number {
    const key = JSON.stringify(play);
    const known = this.#places.get(key);
    if (known !== undefined) return known;
    this.#places.set(key, this.all.length);
    return this.all.push(play) - 1;
  }
}
