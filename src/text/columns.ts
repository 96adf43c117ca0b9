import stringWidth from "string-width";
import { type Paint, type PaintStyle, plain } from "./paint.ts";

const GAP = "  ";

/** Rows of cells in columns, without lines between them. Cells must be safe to print, and may be coloured. */
export function columns(rows: readonly (readonly string[])[]): string {
  const widths = visibleWidths(rows);
  const lines = rows.map((row) => widths.map((width, index) => padded(row[index] ?? "", width)).join(GAP));
  return withoutTrailingSpaces(lines.join("\n"));
}

/** How many characters a line of a report has where nobody says: in a pipe. */
export const LINE = 100;

/** What a cell holds: a text that is safe to print, and perhaps its colour. */
export type Cell = string | { readonly text: string; readonly style: PaintStyle };

/** How a table is drawn. */
export interface TableOptions {
  /** How many characters a line may have. Where words are too long for that, lines are longer. */
  readonly width?: number | undefined;
  readonly paint?: Paint | undefined;
}

/** What lines and spaces take around each cell, and the line at the end. */
const RULE = 3;
const LAST_RULE = 1;

/**
 * Rows of cells under a heading, with lines around them. Where they take more than the width, the widest columns are wrapped, between
 * words and behind hyphens, and within a word that is very long. A space that must not end a line is written as a no-break space.
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

/** The lines of a row, of whose cells each has some lines. */
function linesOf(row: readonly (readonly string[])[]): string[][] {
  const height = Math.max(1, ...row.map((lines) => lines.length));
  return Array.from({ length: height }, (_, line) => row.map((lines) => lines[line] ?? ""));
}

/** How wide the columns of some rows are where nothing is wrapped, as it looks. */
function visibleWidths(rows: readonly (readonly string[])[]): number[] {
  const count = Math.max(0, ...rows.map((row) => row.length));
  return Array.from({ length: count }, (_, index) =>
    Math.max(0, ...rows.map((row) => stringWidth(row[index] ?? ""))),
  );
}

const padded = (cell: string, width: number): string => `${cell}${" ".repeat(width - stringWidth(cell))}`;

/** How many characters a line of a table takes of which no cell is wrapped. */
export function tableWidth(rows: readonly (readonly Cell[])[]): number {
  const widths = fittingWidths(rows, Number.POSITIVE_INFINITY);
  return LAST_RULE + RULE * widths.length + sum(widths);
}

/** How wide the columns of a table are: as their longest cell, or, where there is no room for that, the widest of them less. */
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

/** A word that is longer, such as a path, is parted anywhere rather than making the other columns narrow. */
const LONGEST_WORD = 24;

const NOWHERE = { width: 0, index: -1 };
/** A space at which no line ends. */
export const NO_BREAK = "\u00a0";
/** Where a text may be parted: at plain spaces, and behind a hyphen within a word. */
const PARTS = /[ \n]|(?<=\p{L}-)(?=\p{L})/u;

const sum = (numbers: readonly number[]): number => numbers.reduce((all, number) => all + number, 0);

/** A text on lines of up to some characters, parted at spaces, else behind hyphens, else anywhere. */
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

/** A word in parts of up to some characters. */
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
  // A regular expression would try the spaces at the start of a line from each of them on.
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
