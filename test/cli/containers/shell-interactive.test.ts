import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { PassThrough } from "node:stream";
import { afterAll, afterEach, beforeEach, expect, test, vi } from "vitest";
import { runInteractively } from "../../../src/cli/containers/shell/interactive.ts";
import { LineHistory } from "../../../src/cli/containers/shell/line-history.ts";
import { startSession } from "../../../src/cli/containers/shell/session.ts";
import { NESTED, ROOMY } from "../../report/design.ts";

const CTRL_C = "\u0003";
const CTRL_D = "\u0004";

const folder = mkdtempSync(join(tmpdir(), "nsmodel-shell-"));
afterAll(() => rmSync(folder, { recursive: true }));

let printed = "";
beforeEach(() => {
  printed = "";
  vi.spyOn(process.stdout, "write").mockImplementation((text) => {
    printed += text;
    return true;
  });
  vi.spyOn(process.stderr, "write").mockImplementation((text) => {
    printed += text;
    return true;
  });
});
afterEach(() => vi.restoreAllMocks());

/** Types keys at a terminal, one after another. @returns the prompts of the shell, and what the commands printed */
async function type(...keys: readonly string[]): Promise<{ prompts: string[]; printed: string }> {
  const input = new PassThrough();
  const output = Object.assign(new PassThrough(), { isTTY: true, columns: 200 });
  let shown = "";
  output.on("data", (chunk) => {
    shown += String(chunk);
  });
  const typed = new LineHistory(join(folder, "state/shell-history"));
  const end = runInteractively(startSession(NESTED, ROOMY), input, output, undefined, typed);
  for (const key of keys) {
    input.write(key);
    await new Promise((resolve) => setImmediate(resolve));
  }
  await end;
  return { prompts: shown.match(/(task \d+ in .+?|no task)(?=> )/g) ?? [], printed };
}

test("a command is carried out, and the prompt follows", async () => {
  const { prompts, printed } = await type("unshare uts\r", CTRL_D);
  expect(prompts).toEqual(["task 1 in the root", "task 1 in /unnamed1"]);
  expect(printed).toContain("Task 1 unshares uts and goes down into the new container /unnamed1.\n");
});

test("Tab completes a word", async () => {
  expect((await type("unsh\t", "ut\t", "\r", CTRL_D)).prompts.at(-1)).toBe("task 1 in /unnamed1");
});

test("Ctrl-C clears the line, wherever the cursor stands", async () => {
  const left = "\u001b[D";
  const { printed } = await type("exit", left, left, CTRL_C, "fork\r", CTRL_D);
  expect(printed).toContain("Task 1 forks task 2 in the root.\n");
});

test("quit leaves, and so does Ctrl-D on an empty line only", async () => {
  expect((await type("quit\r")).printed).not.toContain("Task");
  expect((await type("fork", CTRL_D, "\r", CTRL_D)).printed).toContain("Task 1 forks task 2");
});

test("an error is shown and the session goes on", async () => {
  const { prompts, printed } = await type("frok\r", "\r", "fork\r", CTRL_D);
  expect(printed).toContain("frok: command not found. Did you mean fork?\n");
  expect(prompts).toHaveLength(4);
});

test("the arrow up brings a line back that an earlier session typed", async () => {
  await type("unshare uts\r", CTRL_D);
  expect((await type("\u001b[A", "\r", CTRL_D)).prompts.at(-1)).toBe("task 1 in /unnamed1");
});
