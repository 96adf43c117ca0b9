import { withArticle } from "../../text/article.ts";
import type { Layout, Row } from "../codec/layout.ts";
import { MAX_NUMBERS, ShapeError } from "../codec/shape-limits.ts";

/** The sort of the numbers that callers of operations have, as shapes name it. */
export const CALLERS = "task";

/** The numbers of one sort, as elements: number n is element `base + n`, and `base` stands for no number. */
export interface Sort {
  readonly base: number;
  readonly largest: number;
  /** Whether anything refers to such a number. If nothing does, rows that hold the same need no order. */
  readonly isReferredTo: boolean;
  /** The row of each number, from number 1 on; empty if the numbers of the sort have no rows of their own. */
  readonly rows: readonly Row[];
}

/** All the numbers that a world can use, of every sort. */
export interface Elements {
  readonly count: number;
  readonly sorts: readonly Sort[];
  /** For each slot, the base of the sort that it refers to; `undefined` for a plain value. */
  readonly baseOf: readonly (number | undefined)[];
}

/**
 * The numbers of a layout.
 *
 * @throws {Error} if worlds of the layout cannot be renumbered here: a numbered row stands in another one, two tables have numbers of one sort,
 * or something refers to more rows than a table has
 */
export function elementsOf(layout: Layout): Elements {
  const drafts = new Map<string, { largest: number; isReferredTo: boolean; rows: Row[] }>();
  const draftOf = (name: string) => {
    const draft = drafts.get(name) ?? { largest: 0, isReferredTo: false, rows: [] };
    drafts.set(name, draft);
    return draft;
  };
  let end = 0;
  for (const row of layout.rows) {
    const draft = draftOf(row.sort);
    const place = layout.slots[row.from]?.place;
    if (row.from < end) throw new Error(`${place} is a numbered row inside a numbered row`);
    if (row.number !== draft.rows.length + 1)
      throw new Error(`${place} is in a second table of the sort ${row.sort}`);
    draft.rows.push(row);
    draft.largest = row.number;
    end = row.to;
  }
  for (const { refersTo, largest, place } of layout.slots) {
    if (refersTo === undefined) continue;
    const draft = draftOf(refersTo);
    const { length } = draft.rows;
    if (length > 0 && largest > length)
      throw new Error(
        `${place} refers to ${withArticle(refersTo)} up to ${largest}, but there is room for only ${length}`,
      );
    draft.isReferredTo = true;
    draft.largest = Math.max(draft.largest, largest);
  }
  return numbered(layout, drafts);
}

/** Why worlds of a layout cannot be renumbered, naming the place; `undefined` if they can. */
export function whyNotRenumbered(layout: Layout): string | undefined {
  try {
    elementsOf(layout);
    return undefined;
  } catch (error) {
    // The message says why.
    return error instanceof Error ? error.message : String(error);
  }
}

function numbered(layout: Layout, drafts: ReadonlyMap<string, Omit<Sort, "base">>): Elements {
  const sorts = new Map<string, Sort>();
  let count = 0;
  for (const [name, draft] of drafts) {
    sorts.set(name, { ...draft, base: count });
    count += draft.largest + 1;
    if (count > MAX_NUMBERS)
      throw new ShapeError(
        `the numbers of ${withArticle(name)} go up to ${draft.largest.toLocaleString("en")}: worlds of more than ${MAX_NUMBERS.toLocaleString("en")} numbers are not compared up to symmetry`,
      );
  }
  const baseOf = layout.slots.map(({ refersTo }) =>
    refersTo === undefined ? undefined : sorts.get(refersTo)?.base,
  );
  return { count, sorts: [...sorts.values()], baseOf };
}
