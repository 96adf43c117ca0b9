import type { Matrix, MatrixRow } from "../../engine/matrix.ts";
import type { Model } from "../../model/model.ts";
import type { Scope } from "../../model/scope.ts";
import type { Verdict } from "../../model/verdict.ts";
import { CELL_SORTS, cellSort, cellText } from "../matrix-cell.ts";
import { shownVerdict } from "../matrix-histories.ts";
import { scopeOfMatrix } from "../scope-in-words.ts";
import { verdictInWords, whyOf } from "../verdicts.ts";
import type { PageCell, PageData, PageProperty, Play } from "./page-types.ts";

/** Matrices as the page needs them, side by side, with every history drawn. Properties of the same name share a row. */
export function pageData(matrices: readonly Matrix[]): PageData {
  const plays = new Plays();
  const properties = new Map<string, PageProperty>();
  for (const matrix of matrices) {
    for (const { name, claim, source } of matrix.properties) {
      const known = properties.get(name);
      const claims = known === undefined ? claim : `${known.claim} ${matrix.domain.name}: ${claim}`;
      properties.set(name, { name, claim: claims, source: known?.source ?? source });
    }
  }
  const designs = matrices.flatMap((matrix) =>
    matrix.rows.map((row) => ({
      name: row.title,
      summary: row.model.summary,
      source: row.model.source,
      cells: [...properties.keys()].map((name) => cellOf(matrix, row, name, plays)),
    })),
  );
  return {
    scope: matrices.map(scopeOfMatrix).join(" "),
    designs,
    properties: [...properties.values()],
    plays: plays.all,
  };
}

/** The cell of a property; `does-not-apply` if the property is not checked in this row. */
function cellOf({ properties }: Matrix, row: MatrixRow, name: string, plays: Plays): PageCell {
  const { model, verdicts, asked } = row;
  const index = properties.findIndex((property) => property.name === name);
  const [found, how] = [verdicts[index], asked[index]];
  if (found === undefined || how === undefined)
    return {
      sort: "does-not-apply",
      text: CELL_SORTS["does-not-apply"].sign,
      words: "is not checked",
      why: "",
    };
  const verdict = row.kind === undefined ? found : shownVerdict(model, how, found);
  return {
    ...pageCell(found),
    ...(verdict.history !== undefined && { play: plays.add(playOf(verdict, model, how.scope)) }),
  };
}

function pageCell(verdict: Verdict): PageCell {
  return {
    sort: cellSort(verdict),
    text: cellText(verdict),
    words: verdictInWords(verdict),
    why: whyOf(verdict),
  };
}

function playOf(verdict: Verdict, model: Model, scope: Scope): Play {
  const scenes = model.domain.words.scenes(model, scope, verdict);
  return {
    scenes,
    width: Math.max(...scenes.map(({ picture }) => picture.width)),
    height: Math.max(...scenes.map(({ picture }) => picture.height)),
    ...(verdict.loop !== undefined && { loop: verdict.loop }),
  };
}

/** Plays without duplicates. */
class Plays {
  readonly #places = new Map<string, number>();
  readonly all: Play[] = [];

  /** @returns its index in `all` */
  add(play: Play): number {
    const key = JSON.stringify(play);
    const known = this.#places.get(key);
    if (known !== undefined) return known;
    this.#places.set(key, this.all.length);
    return this.all.push(play) - 1;
  }
}
