import { type Paint, type PaintStyle, plain } from "../text/paint.ts";
import { printable } from "../text/printable.ts";

/** Spaces between two columns: the wide gap if all columns fit on a line with it. */
const GAPS = { wide: 2, narrow: 1 };

/** A piece of text and its colour. Its width is that of the text alone. */
export interface Piece {
  readonly text: string;
  readonly style?: PaintStyle;
}

/** A column: its heading, and its cells, which must be safe to print. */
export interface Titled {
  readonly title: string;
  readonly cells: readonly Piece[];
}

/** The lines of a column from the top, and the length of the longest. */
interface Column {
  readonly head: readonly Piece[];
  readonly cells: readonly Piece[];
  readonly width: number;
}

/**
 * Columns side by side, as text. Those that do not fit on a line go into another block, which repeats the names of the rows.
 *
 * @param rows the names of the rows, as a first column without a heading
 * @param width maximum length of a line
 */
export function sideBySide(
  rows: readonly string[],
  all: readonly Titled[],
  width: number,
  paint: Paint = plain,
): string {
  const names = columnOf({ title: "", cells: rows.map((name) => ({ text: printable(name) })) });
  const titled = all.map(columnOf);
  const gap = widthOf([names, ...titled], GAPS.wide) <= width ? GAPS.wide : GAPS.narrow;
  const blocks = inBlocks(titled, width - names.width, gap);
  return blocks.map((block) => drawn([names, ...block], gap, paint)).join("\n\n");
}

/** Splits the heading after its hyphens, so that a column is no wider than necessary. */
function columnOf({ title, cells }: Titled): Column {
  const head = printable(title)
    .split(/(?<=[^-]{2}-)/)
    .map((text): Piece => ({ text, style: "bold" }));
  return { head, cells, width: Math.max(...[...head, ...cells].map(({ text }) => [...text].length)) };
}
function widthOf(all: readonly Column[], gap: number): number {
  return all.reduce((sum, { width }) => sum + gap + width, -gap);
}

/** As many columns as fit on a line, the rest in further blocks. */
function inBlocks(all: readonly Column[], room: number, gap: number): Column[][] {
  const blocks: Column[][] = [];
  let left = 0;
  for (const column of all) {
    left -= gap + column.width;
    if (left < 0 || blocks.length === 0) {
      blocks.push([]);
      left = room - gap - column.width;
    }
    blocks.at(-1)?.push(column);
  }
  return blocks;
}

function drawn(block: readonly Column[], gap: number, paint: Paint): string {
  const part = (of: "head" | "cells"): string[] => {
    const height = Math.max(...block.map((column) => column[of].length));
    return Array.from({ length: height }, (_, index) =>
      block
        .map((column) => padded(column[of][index] ?? { text: "" }, column.width, paint))
        .join(" ".repeat(gap)),
    );
  };
  return [...part("head"), ...part("cells")].map((line) => line.trimEnd()).join("\n");
}

function padded({ text, style }: Piece, width: number, paint: Paint): string {
  const spaces = " ".repeat(width - [...text].length);
  return `${style === undefined ? text : paint(style, text)}${spaces}`;
}
