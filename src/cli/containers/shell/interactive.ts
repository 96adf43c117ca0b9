import { createInterface, type Interface } from "node:readline";
import { paint, print } from "../../terminal.ts";
import { carryOutResult } from "./carry-out-result.ts";
import { commandsFor } from "./commands.ts";
import { complete } from "./complete.ts";
import { hiddenCallsInWords } from "./hidden-calls.ts";
import type { Mirror } from "./kernel-beside.ts";
import { LineHistory, lineHistoryFile, MAX_LINES } from "./line-history.ts";
import { promptOf } from "./run-command.ts";
import { runGuarded } from "./run-guarded.ts";
import type { ShellSession } from "./session.ts";

/** Reads commands from a terminal until quit or Ctrl-D, with line editing and completion. Ctrl-C clears the line. */
export async function runInteractively(
  start: ShellSession,
  input: NodeJS.ReadableStream,
  output: NodeJS.WritableStream,
  beside?: Mirror,
  typed: LineHistory = new LineHistory(lineHistoryFile()),
): Promise<void> {
  let session = start;
  const lines = createInterface({
    input,
    output,
    historySize: MAX_LINES,
    history: typed.lines().toReversed(),
    completer: (line: string) => [...complete(session, line)],
  });
  lines.on("SIGINT", () => clearLine(lines));
  // Node restores a raw terminal at SIGINT and SIGTERM only, but at SIGHUP the terminal may still be there.
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
  const hidden = hiddenCallsInWords(model, commandsFor(model));
  if (hidden !== undefined) print(hidden);
  prompt();
  for await (const line of lines) {
    typed.add(line);
    const result = runGuarded(session, line, paint);
    if (result !== undefined) {
      const { quits, loaded = result.session } = await carryOutResult(result);
      for (const line of (await beside?.(session, loaded)) ?? []) print(line);
      session = loaded;
      if (quits) return;
    }
    prompt();
  }
  if (typed.whyNotKept !== undefined) print(typed.whyNotKept);
  // Ctrl-D leaves the cursor after the prompt.
  print();
}

function clearLine(lines: Interface): void {
  lines.write(null, { ctrl: true, name: "e" });
  lines.write(null, { ctrl: true, name: "u" });
}
