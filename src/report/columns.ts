import Table from "cli-table3";

const NO_LINES = {
  top: "",
  "top-mid": "",
  "top-left": "",
  "top-right": "",
  bottom: "",
  "bottom-mid": "",
  "bottom-left": "",
  "bottom-right": "",
  left: "",
  "left-mid": "",
  mid: "",
  "mid-mid": "",
  right: "",
  "right-mid": "",
  middle: "  ",
};

/** Rows of cells in columns, without lines between them. Cells must be safe to print, and may be coloured. */
export function columns(rows: readonly (readonly string[])[]): string {
  const table = new Table({ chars: NO_LINES, style: { "padding-left": 0, "padding-right": 0, border: [] } });
  for (const row of rows) table.push([...row]);
  return withoutTrailingSpaces(table.toString());
}

/** Rows of cells under a heading, with lines around them. A cell may have several lines; none is cut off. */
export function ruledTable(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const table = new Table({ head: [...head], style: { head: [], border: [], compact: true } });
  for (const row of rows) table.push([...row]);
  return table.toString();
}

/** A text on lines of up to some characters, parted at spaces, and inside of words that are longer than a line. */
export function wrapped(text: string, width: number): string {
  const lines: string[] = [];
  let line: string[] = [];
  for (const word of text.split(" ")) {
    let rest = [...word];
    if (line.length > 0 && line.length + 1 + rest.length <= width) {
      line.push(" ", ...rest);
      continue;
    }
    if (line.length > 0) lines.push(line.join(""));
    for (; rest.length > width; rest = rest.slice(width)) lines.push(rest.slice(0, width).join(""));
    line = rest;
  }
  return [...lines, line.join("")].join("\n");
}

function withoutTrailingSpaces(text: string): string {
  return text.replace(/ +$/gm, "");
}
