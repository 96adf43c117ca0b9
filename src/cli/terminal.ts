import { AsyncLocalStorage } from "node:async_hooks";
import { styleText } from "node:util";
import { LINE } from "../text/columns.ts";
import { whyRefused } from "./files/system-error.ts";
import { fitted } from "./fitted.ts";
import { isTerminalLost } from "./lost-terminal.ts";
import { EXIT } from "./problem.ts";

/** A style of text on a terminal, as `styleText` of Node names it. */
export type Style = Parameters<typeof styleText>[0];

const isColoured = (stream: NodeJS.WriteStream): boolean =>
  stream.isTTY === true && !process.env["NO_COLOR"] && process.env["TERM"] !== "dumb";

/** Collects what is printed if it is not for standard output. */
const kept = new AsyncLocalStorage<string[]>();

/** Does some work, and returns what it prints instead of writing it to standard output; formatted as in a pipe. */
export function printed(work: () => void): string {
  const lines: string[] = [];
  kept.run(lines, work);
  return lines.map((line) => `${line}\n`).join("");
}

const isForTerminal = (): boolean => process.stdout.isTTY === true && kept.getStore() === undefined;

/** Gives a text for standard output a style, on a terminal only (and not if NO_COLOR is set). */
export function paint(style: Style, text: string): string {
  return isForTerminal() && isColoured(process.stdout) ? styleText(style, text) : text;
}

/** The same for standard error. */
export function paintError(style: Style, text: string): string {
  return isColoured(process.stderr) ? styleText(style, text) : text;
}

/** On a narrower terminal lines are longer than it is wide; on a wider one, full lines would be hard to read. */
const WIDTH = { least: 40, most: 160, unknown: 80 };

let isRead = true;

/** Whether somebody still reads standard output, as far as is known. */
export const isOutputRead = (): boolean => isRead;

/** Writes a text and a line end to standard output. On a terminal, its sentences are broken between words. */
export function print(text = ""): void {
  const lines = kept.getStore();
  if (lines !== undefined) lines.push(text);
  else if (isRead) process.stdout.write(`${isForTerminal() ? fitted(text, terminalWidth()) : text}\n`);
}

/** A terminal whose size is not set reports 0. */
function terminalWidth(): number {
  return process.stdout.columns || WIDTH.unknown;
}

/** How many characters a line may have: the width of the terminal, within reason, or `inPipe` in a pipe. */
export function lineWidth(inPipe: number = LINE): number {
  return isForTerminal() ? Math.min(Math.max(terminalWidth(), WIDTH.least), WIDTH.most) : inPipe;
}

/**
 * Handles output that cannot be written. A reader that has seen enough, as in `nsmodel replay FILE | head`, is not an error, nor is a terminal
 * that has gone: the command goes on silently, as its exit code and its files are still to come. Otherwise the program ends.
 */
export function watchOutput(): void {
  process.stdout.on("error", (error: NodeJS.ErrnoException) => {
    isRead = false;
    if (error.code === "EPIPE" || error.code === "ERR_STREAM_DESTROYED") return;
    if (isTerminalLost(error, process.stdout)) return;
    process.stderr.write(
      `${paintError("red", "nsmodel:")} Cannot write to standard output: ${whyRefused(error)}.\n`,
    );
    process.exit(EXIT.badRequest);
  });
  // There is nowhere left to complain.
  process.stderr.on("error", () => undefined);
}
