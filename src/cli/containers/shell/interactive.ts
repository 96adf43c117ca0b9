import { createInterface, type Interface } from "node:readline";
import { paint, print } from "../../terminal.ts";
import { carryOutResult } from "./carry-out-result.ts";
import { complete } from "./complete.ts";
import type { Beside } from "./kernel-beside.ts";
import { promptOf, runLine } from "./run-command.ts";
import type { ShellSession } from "./session.ts";

const HISTORY_SIZE = 1000;

/** Reads commands from a terminal until quit or Ctrl-D, with line editing and completion. Ctrl-C clears the line. */
export async function runInteractively(
  start: ShellSession,
  input: NodeJS.ReadableStream,
  output: NodeJS.WritableStream,
  beside?: Beside,
): Promise<void> {
  let session = start;
  const lines = createInterface({
    input,
    output,
    historySize: HISTORY_SIZE,
    completer: (line: string) => [...complete(session, line)],
  });
  lines.on("SIGINT", () => clearLine(lines));
  // Node puts a raw terminal back at SIGINT and SIGTERM alone, and at SIGHUP it may still be there.
  const hangUp = () => {
    lines.close();
    process.kill(process.pid, "SIGHUP");
  };
  process.once("SIGHUP", hangUp);
  lines.once("close", () => process.off("SIGHUP", hangUp));
  const prompt = () => {
    lines.setPrompt(paint("bold", promptOf(session)));
    lines.prompt();
  };

  const { model } = start.history;
  print(`${paint("bold", model.name)}: ${model.summary}. help lists the commands, quit leaves.`);
  prompt();
  for await (const line of lines) {
    const result = runLine(session, line, paint);
    if (result !== undefined) {
      const { quits } = await carryOutResult(result);
      for (const line of (await beside?.(session, result.session)) ?? []) print(line);
      session = result.session;
      if (quits) return;
    }
    prompt();
  }
  // Ctrl-D leaves the cursor behind the prompt.
  print();
}

function clearLine(lines: Interface): void {
  lines.write(null, { ctrl: true, name: "e" });
  lines.write(null, { ctrl: true, name: "u" });
}
