import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { CONTAINER_MODELS } from "../container-models.ts";
import { NSMODEL } from "./command.ts";
import { onTerminal, signalled, whyNoTerminal } from "./terminal.ts";

const CTRL_C = "\u0003";
const SHOW_CURSOR = "\u001b[?25h";
const HIDE_CURSOR = "\u001b[?25l";
/** A scope far too large to be searched in a test. */
const LARGE = ["--tasks", "7", "--containers", "7", "--kinds", "uts,net"];
const ONE = ["--property", "never-leaves"];

const folder = mkdtempSync(join(tmpdir(), "nsmodel-interrupted-"));
afterAll(() => rmSync(folder, { recursive: true }));

/** The promise is broken on level 3, so this has been found once the progress shows a later level. */
const DEEP_ENOUGH = "depth (?:[4-9]|\\d\\d)";

const noTerminal = whyNoTerminal();
if (noTerminal !== undefined) process.stderr.write(`skipped: commands on a terminal: ${noTerminal}\n`);

const MEASURED = new RegExp(`Interrupted: \\d+ of ${CONTAINER_MODELS.length} designs measured`);

describe.skipIf(noTerminal !== undefined)("Ctrl-C on a terminal, when the progress is shown", () => {
  test.concurrent.each([
    [
      "check",
      ["check", ...LARGE, ...ONE],
      "worlds \\(",
      4,
      /Not decided \(it was interrupted\): never-leaves/,
    ],
    ["check of a broken promise", ["check", ...LARGE], DEEP_ENOUGH, 1, /always-enterable .* broken in 3/],
    ["matrix", ["matrix", ...LARGE, ...ONE], "worlds \\(", 4, /nested is not decided: it was interrupted/],
    ["compare", ["compare", "nested", "task-struct", ...LARGE], "pairs of", 4, /but it was interrupted/],
    ["simulate", ["simulate", "--runs", "3000", ...ONE], "of 3000 runs", 4, /--seed \d+ repeats them/],
    ["cost", ["cost", "--by", "tasks"], "nested: records", 4, MEASURED],
    ["demo", ["demo"], "worlds \\(", 4, /Does the proposal keep[\s\S]*Not decided \(it was interrupted\)/],
  ])("%s ends with what was found", async (_, args, until, code, found) => {
    const end = await onTerminal(args, until, { keys: [CTRL_C] });
    expect(end.output).toMatch(found);
    expect(end).toMatchObject({ code, signal: 0 });
    // The echo of the key may split the sequence that hides the cursor.
    const times = (sequence: string) => end.output.split(sequence).length;
    expect(times(SHOW_CURSOR)).toBeGreaterThanOrEqual(times(HIDE_CURSOR));
  });

  test.concurrent("the same one by two ways, as npm passes it on, is one", async () => {
    const end = await onTerminal(["check", ...LARGE], DEEP_ENOUGH, { keys: [CTRL_C, CTRL_C] }, 0);
    expect(end.output).toMatch(/always-enterable .* broken in 3/);
    expect(end).toMatchObject({ code: 1, signal: 0 });
  });

  test.concurrent("a terminal that goes away ends it as well, and files are written", async () => {
    const histories = join(folder, "histories");
    const end = await onTerminal(["check", ...LARGE, "--histories", histories], DEEP_ENOUGH, {
      hangUp: true,
    });
    expect(end).toMatchObject({ code: 1, signal: 0 });
    expect(readFileSync(join(histories, "nested-always-enterable.jsonl"), "utf8")).toContain("unshare");
  });
});

describe.skipIf(!existsSync("/proc/self/status"))("in a pipe", () => {
  const header = `{"format":"nsmodel-history","version":1,"model":"nested","scope":{"tasks":3,"containers":500,"kinds":["uts"],"names":[]}}\n`;
  const unshare = '{"op":"unshare","task":1,"kinds":["uts"],"outcome":"ok"}\n';
  const long = join(folder, "long.jsonl");
  writeFileSync(long, header + unshare.repeat(499));
  const longer = join(folder, "longer.jsonl");
  writeFileSync(longer, header + '{"op":"fork","task":9,"outcome":"ESRCH"}\n'.repeat(1_000_000));

  test.concurrent.each([
    ["replay", ["replay", longer, long], /longer\.jsonl: interrupted[\s\S]*long\.jsonl: interrupted/],
    ["show", ["show", long], /^Interrupted after \d+ events?\.$/m],
  ])("%s ends with what was found", async (_, args, found) => {
    const { output, ...end } = await signalled([NSMODEL, ...args], "SIGTERM");
    expect(end).toEqual({ code: 4, signal: null, errors: "" });
    expect(output).toMatch(found);
  });

  test.concurrent("a second signal ends at once a task that does not stop", async () => {
    const interruptible = new URL("../../src/cli/interruptible.ts", import.meta.url);
    const script = `
      import { whileInterruptible } from ${JSON.stringify(interruptible)};
      setInterval(() => undefined, 1000);
      await whileInterruptible((interrupted, asked) => {
        asked.addEventListener("abort", () => console.log("asked"));
        return new Promise(() => undefined);
      });`;
    const command = ["--import", "tsx", "--input-type=module", "--eval", script];
    const end = await signalled(command, "SIGINT", "SIGTERM");
    expect(end).toEqual({ code: 128 + 15, signal: null, output: "asked\n", errors: "" });
  });

  test.concurrent("the echo of a signal does not end what is told afterwards", async () => {
    const interruptible = new URL("../../src/cli/interruptible.ts", import.meta.url);
    const script = `
      import { whileInterruptible } from ${JSON.stringify(interruptible)};
      setTimeout(() => undefined, 1000);
      await whileInterruptible((interrupted, asked) => new Promise((done) => {
        asked.addEventListener("abort", done);
        process.kill(process.pid, "SIGINT");
      }));
      process.kill(process.pid, "SIGINT");
      setTimeout(() => {
        console.log("told");
        process.exit();
      }, 50);`;
    const command = ["--import", "tsx", "--input-type=module", "--eval", script];
    const { status, stdout } = spawnSync(process.execPath, command, { encoding: "utf8" });
    expect({ status, stdout }).toEqual({ status: 0, stdout: "told\n" });
  });

  test.concurrent.each(["SIGINT", "SIGTERM", "SIGHUP"] as const)(
    "%s ends it with what was found",
    async (signal) => {
      const { output, ...end } = await signalled([NSMODEL, "check", ...LARGE, ...ONE, "--json"], signal);
      expect(end).toEqual({ code: 4, signal: null, errors: "" });
      const { complete, conclusion, verdicts } = JSON.parse(output);
      expect({ complete, conclusion }).toEqual({ complete: false, conclusion: "not-decided" });
      expect(verdicts).toMatchObject([{ verdict: "not-decided", why: "it was interrupted" }]);
    },
  );
});
