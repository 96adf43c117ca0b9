import { styleText } from "node:util";

/** A style of text on a terminal, as `styleText` of Node names it. */
export type Style = Parameters<typeof styleText>[0];

const isColoured = (stream: NodeJS.WriteStream): boolean =>
  stream.isTTY === true && !process.env["NO_COLOR"] && process.env["TERM"] !== "dumb";

/** Gives a text for standard output a style, on a terminal only (and not where NO_COLOR is set). */
export function paint(style: Style, text: string): string {
  return isColoured(process.stdout) ? styleText(style, text) : text;
}

/** The same for standard error. */
export function paintError(style: Style, text: string): string {
  return isColoured(process.stderr) ? styleText(style, text) : text;
}

/** Writes a text and a line end to standard output. */
export function print(text = ""): void {
  process.stdout.write(`${text}\n`);
}
