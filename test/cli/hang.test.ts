/** If a design does not return and no guard surrounds the call, the command ends, names the design, and leaves nothing behind. */
import { type ChildProcess, spawn } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { NSMODEL } from "./command.ts";
import { onTerminal, whyNoTerminal } from "./terminal.ts";

const MESSAGE = join(import.meta.dirname, "../histories/message.jsonl");
const wrong = join(import.meta.dirname, "../wrong");

const SCOPE = ["--tasks", "3", "--containers", "3", "--kinds", "uts", "--names", "c"];
const DESIGN = "./designs/endless-deep-down.js";
/** In seconds; long enough for the laws, which are guarded by the same limit. */
const PATIENCE = "3";

const CALLS = [
  '{"op":"fork","task":1}',
  '{"op":"unshare","task":1,"kinds":["uts"]}',
  '{"op":"unshare","task":1,"kinds":["uts"]}',
  '{"op":"rename","task":2,"path":"/unnamed1","name":"c"}',
  '{"op":"rename","task":2,"path":"/c/unnamed1","name":"c"}',
];
const HISTORY = [
  '{"format":"nsmodel-history","version":1,"model":"nested","scope":{"tasks":3,"containers":3,"kinds":["uts"],"names":["c"]}}',
  ...[...CALLS, '{"op":"fork","task":1}'].map((call) => call.replace(/\}$/, ',"outcome":"ok"}')),
  "",
].join("\n");
const COMMANDS = [
  "fork",
  "unshare uts",
  "unshare uts",
  "as 2 mv /unnamed1 c",
  "as 2 mv /c/unnamed1 c",
  "fork",
  "",
].join("\n");

let folder = "";
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "nsmodel-"));
  writeFileSync(join(folder, "while-loaded.js"), "function spin() {\n  for (;;);\n}\nspin();\n");
  writeFileSync(
    join(folder, "awaits.js"),
    "setInterval(() => undefined, 10);\nawait new Promise(() => undefined);\n",
  );
  writeFileSync(
    join(folder, "when-killed.js"),
    `import { nested } from "nsmodel";
     export default { ...nested, name: "when-killed", apply(world, operation, scope) {
       while (operation.op === "kill" && world.containers.length > 16);
       return nested.apply(world, operation, scope);
     } };`,
  );
});
afterAll(() => rmSync(folder, { recursive: true }));

function start(input: string, patience: string, ...args: readonly string[]): ChildProcess {
  const run = spawn(process.execPath, [NSMODEL, ...args], {
    cwd: wrong,
    env: { ...process.env, NSMODEL_PATIENCE: patience },
  });
  run.stdin.end(input);
  return run;
}

async function endOf(run: ChildProcess) {
  const [output, errors, code] = await Promise.all([
    run.stdout && text(run.stdout),
    run.stderr && text(run.stderr),
    new Promise((resolve) => run.on("exit", (code, signal) => resolve(code ?? signal))),
  ]);
  return { output, errors, code };
}

const hung = (history: string) =>
  new RegExp(
    `endless-deep-down\\.js:9:\\d+: apply\\(\\) of endless-deep-down has not returned for \\{"op":"fork",.* after ${PATIENCE} s: ` +
      `is there an endless loop.*\\nThis happens after${history}\\nwith \\{"op":"fork",.*\\}\\.\\n$`,
  );
const ANY_CALLS = '(\\n {2}\\{"op":.*\\})+';
const THESE_CALLS = CALLS.map((call) => `\n  ${call.replaceAll(/[[\]{}]/g, "\\$&")}`).join("");

describe("where a design does not come back", () => {
  test.each([
    ["simulate", ANY_CALLS, "", ["simulate", DESIGN, "--seed", "1", "--runs", "500", ...SCOPE]],
    ["compare", ANY_CALLS, "", ["compare", DESIGN, "nested", ...SCOPE]],
    ["show", THESE_CALLS, HISTORY, ["show", "-", "--model", DESIGN]],
    ["shell", THESE_CALLS, COMMANDS, ["shell", DESIGN, ...SCOPE]],
  ])("%s ends", async (name, history, input, args) => {
    const { output, errors, code } = await endOf(start(input, PATIENCE, ...args));
    expect(errors).toMatch(hung(history));
    expect(code).toBe(2);
    // What was printed before is not lost.
    if (name === "show") expect(output).toContain("5. Task 2 renames");
  });

  test("cost ends", async () => {
    const { errors, code } = await endOf(start("", PATIENCE, "cost", join(folder, "when-killed.js")));
    expect(errors).toMatch(
      /when-killed\.js:3:\d+: apply\(\) of when-killed has not returned for \{"op":"kill".*\nThis happens after(\n {2}\{"op":"(fork|unshare)".*\})+\nwith \{"op":"kill"/,
    );
    expect(code).toBe(2);
  });

  test("its module is not loaded for ever", async () => {
    const { errors, code } = await endOf(start("", "1", "simulate", join(folder, "while-loaded.js")));
    expect(errors).toMatch(
      /while-loaded\.js:2:\d+: the module that is being loaded has not returned after 1 s/,
    );
    expect(errors).not.toContain("is never loaded");
    expect(code).toBe(2);
  });

  test("a module is not waited for that has a timer without an end", async () => {
    const { errors, code } = await endOf(start("", "0.5", "simulate", join(folder, "awaits.js")));
    expect(errors).toContain("awaits.js never finishes loading: it waits for something that never happens.");
    expect(code).toBe(2);
  });

  test("a signal ends the program at once, though nobody hears it", async () => {
    const run = start(HISTORY, "60", "replay", "-", "--model", DESIGN);
    const ended = endOf(run);
    // A signal that arrives while it still has a handler is lost: the loop keeps the handler from running.
    const asking = setInterval(() => run.kill("SIGTERM"), 5000);
    expect((await ended).code).toBe("SIGTERM");
    clearInterval(asking);
  });
});

const whyNot = whyNoTerminal();
test.skipIf(whyNot)("a terminal that takes no output for a while (Ctrl-S) is no loop", async () => {
  const model = join(folder, "when-killed.js");
  // Long enough for the watchdog to have tried both ways of ending the program, and to have killed it.
  const noReading = { keys: [""], pause: 5.5 };
  vi.stubEnv("NSMODEL_PATIENCE", "1");
  const { output, code } = await onTerminal(["show", MESSAGE, "--model", model], "1\\.", noReading);
  vi.unstubAllEnvs();
  expect(output).toContain("the file agrees with when-killed");
  expect(code).toBe(0);
});
