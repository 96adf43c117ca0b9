import stringWidth from "string-width";
import { type Paint, type PaintStyle, plain } from "./paint.ts";

const GAP = "  ";

/** Rows of cells in columns, without lines between them. Cells must be safe to print, and may be coloured. */
export function columns(rows: readonly (readonly string[])[]): string {
  const widths = visibleWidths(rows);
  const lines = rows.map((row) => widths.map((width, index) => padded(row[index] ?? "", width)).join(GAP));
  return withoutTrailingSpaces(lines.join("\n"));
}

/** The default width of a report's lines, in characters: for example in a pipe. */
export const LINE = 100;

/** A cell: text that is safe to print, with or without a style. */
export type Cell = string | { readonly text: string; readonly style: PaintStyle };

/** How a table is drawn. */
export interface TableOptions {
  /** How many characters a line may have. Lines are longer if words are too long for that. */
  readonly width?: number | undefined;
  readonly paint?: Paint | undefined;
}

/** How many characters the line and spaces around each cell take, and the line at the end. */
const RULE = 3;
const LAST_RULE = 1;

/**
 * Rows of cells under a heading, with lines around them. If they are too wide, the widest columns are wrapped: between words, after
 * hyphens, and within very long words. Use a no-break space where a line must not be broken.
 */
export function ruledTable(
  head: readonly string[],
  rows: readonly (readonly Cell[])[],
  { width = LINE, paint = plain }: TableOptions = {},
): string {
  const room = width - LAST_RULE - RULE * head.length;
  const widths = fittingWidths([head, ...rows], room);
  const drawn = (cell: Cell, index: number): string[] => {
    const { text, style } = typeof cell === "string" ? { text: cell, style: undefined } : cell;
    const lines = wrapped(text, widths[index] ?? room)
      .replaceAll(NO_BREAK, " ")
      .split("\n");
    return style === undefined ? lines : lines.map((line) => paint(style, line));
  };
  const cells = [head, ...rows].map((row) => head.map((_, index) => drawn(row[index] ?? "", index)));
  const drawnWidths = visibleWidths(cells.flatMap(linesOf));
  const rule = (left: string, middle: string, right: string): string =>
    `${left}${drawnWidths.map((cell) => "─".repeat(cell + 2)).join(middle)}${right}`;
  const [heading = [], ...body] = cells.map((row) =>
    linesOf(row).map(
      (line) => `│ ${line.map((cell, index) => padded(cell, drawnWidths[index] ?? 0)).join(" │ ")} │`,
    ),
  );
  const rest = body.length === 0 ? [] : [rule("├", "┼", "┤"), ...body.flat()];
  return [rule("┌", "┬", "┐"), ...heading, ...rest, rule("└", "┴", "┘")].join("\n");
}

/** The lines of a row whose cells have several lines each. */
function linesOf(row: readonly (readonly string[])[]): string[][] {
  const height = Math.max(1, ...row.map((lines) => lines.length));
  return Array.from({ length: height }, (_, line) => row.map((lines) => lines[line] ?? ""));
}

/** The visible widths of the columns of some rows if nothing is wrapped. */
function visibleWidths(rows: readonly (readonly string[])[]): number[] {
  const count = Math.max(0, ...rows.map((row) => row.length));
  return Array.from({ length: count }, (_, index) =>
    Math.max(0, ...rows.map((row) => stringWidth(row[index] ?? ""))),
  );
}

const padded = (cell: string, width: number): string => `${cell}${" ".repeat(width - stringWidth(cell))}`;

/** How many characters wide a table is if no cell is wrapped. */
export function tableWidth(rows: readonly (readonly Cell[])[]): number {
  const widths = fittingWidths(rows, Number.POSITIVE_INFINITY);
  return LAST_RULE + RULE * widths.length + sum(widths);
}

/** The widths of a table's columns: those of their longest cells, with the widest columns narrowed until all fit, as far as possible. */
export function fittingWidths(rows: readonly (readonly Cell[])[], room: number): number[] {
  const texts = rows.map((row) => row.map((cell) => (typeof cell === "string" ? cell : cell.text)));
  const longest = (parts: (text: string) => string[]): number[] =>
    (texts[0] ?? []).map((_, index) =>
      Math.max(1, ...texts.flatMap((row) => parts(row[index] ?? "").map((part) => [...part].length))),
    );
  const widths = longest((text) => text.split("\n"));
  const least = longest((text) => text.split(PARTS)).map((width) => Math.min(width, LONGEST_WORD));
  for (let over = sum(widths) - room; over > 0; over--) {
    const shrinkable = widths.flatMap((width, index) =>
      width > (least[index] ?? 0) ? [{ width, index }] : [],
    );
    const widest = shrinkable.reduce((one, other) => (other.width > one.width ? other : one), NOWHERE);
    if (widest === NOWHERE) break;
    widths[widest.index] = widest.width - 1;
  }
  return widths;
}

/** A longer word, such as a path, is broken anywhere rather than making the other columns narrow. */
const LONGEST_WORD = 24;

const NOWHERE = { width: 0, index: -1 };
/** A space at which no line is broken. */
export const NO_BREAK = "\u00a0";
/** Where text may be broken: at plain spaces, and after a hyphen within a word. */
const PARTS = /[ \n]|(?<=\p{L}-)(?=\p{L})/u;

const sum = (numbers: readonly number[]): number => numbers.reduce((all, number) => all + number, 0);

/** Text broken into lines of up to `width` characters: at spaces, otherwise after hyphens, otherwise anywhere. */
export function wrapped(text: string, width: number): string {
  return text
    .split("\n")
    .flatMap((line) => wrappedLine(line, width))
    .join("\n");
}

function wrappedLine(text: string, width: number): string[] {
  const lines: string[] = [];
  let line = "";
  for (const word of text.split(" ")) {
    const joined = line === "" ? word : `${line} ${word}`;
    if (length(joined) <= width) {
      line = joined;
      continue;
    }
    if (line !== "") lines.push(line);
    const parts = partedWord(word, width);
    line = parts.pop() ?? "";
    lines.push(...parts);
  }
  return [...lines, line];
}

/** A word broken into parts of up to `width` characters. */
function partedWord(word: string, width: number): string[] {
  const parts: string[] = [];
  for (const piece of word.split(PARTS)) {
    const last = parts.at(-1);
    if (last !== undefined && length(last) + length(piece) <= width) parts[parts.length - 1] = last + piece;
    else parts.push(...chunks(piece, width));
  }
  return parts;
}

function chunks(text: string, width: number): string[] {
  const characters = [...text];
  const count = Math.max(1, Math.ceil(characters.length / width));
  return Array.from({ length: count }, (_, index) =>
    characters.slice(index * width, (index + 1) * width).join(""),
  );
}

const length = (text: string): number => [...text].length;

function withoutTrailingSpaces(text: string): string {
  // Not a regular expression: it would take quadratic time on the spaces at the start of a line.
  return text
    .split("\n")
    .map((line) => line.slice(0, lengthWithoutTrailingSpaces(line)))
    .join("\n");
}

function lengthWithoutTrailingSpaces(line: string): number {
  let length = line.length;
  while (line[length - 1] === " ") length--;
  return length;
}
