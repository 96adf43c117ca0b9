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

/** Where what is printed goes that is not for standard output. */
const kept = new AsyncLocalStorage<string[]>();

/** What some work prints, in place of standard output: as in a pipe. */
export function printed(work: () => void): string {
  const lines: string[] = [];
  kept.run(lines, work);
  return lines.map((line) => `${line}\n`).join("");
}

const isForTerminal = (): boolean => process.stdout.isTTY === true && kept.getStore() === undefined;

/** Gives a text for standard output a style, on a terminal only (and not where NO_COLOR is set). */
export function paint(style: Style, text: string): string {
  return isForTerminal() && isColoured(process.stdout) ? styleText(style, text) : text;
}

/** The same for standard error. */
export function paintError(style: Style, text: string): string {
  return isColoured(process.stderr) ? styleText(style, text) : text;
}

/** A narrower terminal gets longer lines; on a wider one they would be hard to read. */
const WIDTH = { least: 40, most: 160, unknown: 80 };

let isRead = true;

/** Whether somebody still reads standard output, as far as is known. */
export const isOutputRead = (): boolean => isRead;

/** Writes a text and a line end to standard output. On a terminal its sentences are parted between words. */
export function print(text = ""): void {
  const lines = kept.getStore();
  if (lines !== undefined) lines.push(text);
  else if (isRead) process.stdout.write(`${isForTerminal() ? fitted(text, terminalWidth()) : text}\n`);
}

/** A terminal that nobody has given a size says 0. */
function terminalWidth(): number {
  return process.stdout.columns || WIDTH.unknown;
}

/** How many characters a line may have: those of the terminal, within reason, or, in a pipe, so many. */
export function lineWidth(inPipe: number = LINE): number {
  return isForTerminal() ? Math.min(Math.max(terminalWidth(), WIDTH.least), WIDTH.most) : inPipe;
}

/**
 * Says what is done where the output cannot be written. A reader that has seen enough, as in `nsmodel replay FILE | head`, is no error, nor is a
 * terminal that has gone: the command goes on without a word, for its exit code and its files are still to come. Else the program ends.
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
