import { closeSync } from "node:fs";
import { isatty } from "node:tty";

/** The descriptors of standard input, output and error. */
const STANDARD = [0, 1, 2];

/**
 * Lets the program exit normally after its terminal has gone. Node resets the terminals of its standard streams at exit, and aborts if
 * one is gone; it leaves closed descriptors alone.
 */
export function outliveTerminal(): void {
  const terminals = STANDARD.filter((descriptor) => isatty(descriptor));
  process.on("exit", () => {
    for (const descriptor of terminals) if (!isatty(descriptor)) closeSync(descriptor);
  });
}

/** Whether a write failed because it was to a terminal that has gone. */
export function isTerminalLost({ code }: NodeJS.ErrnoException, stream: NodeJS.WriteStream): boolean {
  return code === "EIO" && stream.isTTY;
}
