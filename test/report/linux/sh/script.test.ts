import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { afterAll, expect, test } from "vitest";
import type { LinuxExpectation } from "../../../../src/domains/linux/expectation.ts";
import { taskNumber } from "../../../../src/model/numbers.ts";
import type { Act } from "../../../../src/report/linux/acts.ts";
import { scriptOf, toSh } from "../../../../src/report/linux/sh/script.ts";
import { NoProgram } from "../../../../src/report/no-program.ts";
import { describeOnKernel } from "../../../conformance/machine.ts";
import { fromCorpus } from "../../export/corpus.ts";
import { actsIn, LINUX_CORPUS, runtimeOf } from "../acts-of.ts";
import { zombieOf } from "../zombie.ts";
import { runScript } from "./run-script.ts";

const RUNTIME = runtimeOf("sh");
const scriptIn = (name: string): string => toSh(fromCorpus(`${name}.jsonl`), name, RUNTIME);

test("a script reads as its history", () => {
  const script = scriptIn("unshare-pid-is-for-children");
  expect(script.slice(0, script.indexOf("set -eu"))).toMatchSnapshot();
  expect(script.slice(script.indexOf("# The history"))).toMatchSnapshot();
});

test("what the tools cannot do is refused by name, and much of the corpus they can", () => {
  const refusals = new Map<string, string>();
  for (const [file, history] of LINUX_CORPUS)
    try {
      toSh(history, file, RUNTIME);
    } catch (error) {
      if (!(error instanceof NoProgram)) throw error;
      refusals.set(file, `${error.line}: ${error.message}`);
    }
  expect(LINUX_CORPUS.length - refusals.size).toBeGreaterThanOrEqual(41);
  expect(refusals.get("clone-time-in-shared-memory.jsonl")).toBe("2: no tool calls clone(2) with CLONE_VM");
  expect(refusals.get("time-is-for-children.jsonl")).toContain(
    "a shell that calls unshare(2) with CLONE_NEWTIME also enters the namespace, on execve(2)",
  );
  expect(refusals.get("refused-no-caller.jsonl")).toContain("is not alive: there is no shell to ask");
  expect(refusals.get("handle-enters.jsonl")).toContain(
    "no tool calls name_to_handle_at(2), which handle stands for",
  );
});

const folder = mkdtempSync(join(tmpdir(), "nsmodel-sh-"));
afterAll(() => rmSync(folder, { recursive: true }));

describeOnKernel("on the kernel", ["superuser"], () => {
  test.concurrent.each([
    "init-takes-all-that-is-below",
    "mount-namespaces-are-mounted-in-older-ones-alone",
    "refused-map-from-elsewhere",
    "refused-target-gone",
    "setns-pid-is-for-children",
  ])("%s", async (name) => {
    const { status, stdout, stderr } = await runScript(folder, name, scriptIn(name));
    expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
    expect(stdout.trim().split("\n")).toHaveLength(actsIn(name).acts.length + 1);
  });

  test("where /proc belongs to another pid namespace all is skipped", () => {
    const file = join(folder, "elsewhere.sh");
    writeFileSync(file, scriptIn("refused-target-gone"));
    const { status, stderr } = spawnSync("unshare", ["--pid", "--fork", "sh", file], { encoding: "utf8" });
    expect([status, stderr]).toEqual([4, "skipped: /proc belongs to another pid namespace\n"]);
  });

  /** Runs the script of a history in which one call is changed. */
  const falsified = (name: string, at: number, part: Partial<Act>) => {
    const acts = actsIn(name);
    const changed = acts.acts.map((act, index) => (index === at ? { ...act, ...part } : act));
    return runScript(
      folder,
      `${name}-${at}-${Object.keys(part)}`,
      scriptOf({ ...acts, acts: changed }, [], name, RUNTIME),
    );
  };

  test.concurrent.each([
    ["refused-map-from-elsewhere", 2, "should succeed, but fails: tee: "],
    [
      "refused-enter-pid-upwards",
      1,
      "should succeed, but fails: nsenter: reassociate to namespace 'ns/pid' failed: Invalid argument",
    ],
    ["unshare-pid-is-for-children", 0, "should be refused (Operation not permitted), but succeeds"],
  ])("an outcome of %s that is false is named", async (name, at, words) => {
    const outcome = actsIn(name).acts[at]?.outcome === "ok" ? "EPERM" : "ok";
    const { status, stderr } = await falsified(name, at, { outcome });
    expect(stderr).toContain(`failed: ${at + 1}. `);
    expect(stderr).toContain(words);
    expect(status).toBe(1);
  });

  const [ONE, TWO, THREE] = [taskNumber(1), taskNumber(2), taskNumber(3)];

  test.concurrent.each<[string, LinuxExpectation]>([
    ["the state of task 2 should be dead, but is alive", { alive: [ONE, THREE] }],
    ["the state of task 1 should be dead, but is alive", { zombie: [ONE] }],
    ["the parent of task 2 should be 3, but is 1", { parent: new Map([[TWO, THREE]]) }],
    ["pid of task 1 and task 2 should be the same", { same: [["pid", ONE, TWO]] }],
    ["pid of task 3 and task 2 should be different", { different: [["pid", THREE, TWO]] }],
  ])("a claim that is false is named: %s", async (words, expectation) => {
    const { status, stderr } = await falsified("unshare-pid-is-for-children", 2, {
      expectations: [expectation],
    });
    expect(stderr).toContain(words);
    expect(status).toBe(1);
  });

  test.concurrent("a world that is false is named", async () => {
    const world = actsIn("unshare-pid-is-for-children").acts[1]?.world;
    const { status, stderr } = await falsified(
      "unshare-pid-is-for-children",
      0,
      world === undefined ? {} : { world },
    );
    expect(stderr).toContain("failed: 1. Task 1 unshares pid.: ");
    expect(status).toBe(1);
  });

  test.concurrent("nobody else comes to the files of its tasks", async () => {
    const script = `${scriptIn("unshare-pid-is-for-children")}\nstat -c %u:%a "$outer"\n`;
    const { status, stdout } = await runScript(folder, "closed", script);
    expect({ status, last: stdout.trim().split("\n").at(-1) }).toEqual({ status: 0, last: "0:700" });
  });

  test("where somebody else has the id of a task it is not played", async () => {
    const other = spawn("setpriv", ["--reuid=1000", "--clear-groups", "sleep", "60"]);
    try {
      await once(other, "spawn");
      await expect
        .poll(async () => (await runScript(folder, "id", scriptIn("setuid-takes-capabilities"))).status)
        .toBe(4);
    } finally {
      other.kill("SIGKILL");
    }
  });

  test("a zombie that has the id of a task is nobody", async () => {
    const parent = await zombieOf(1000);
    const script = scriptIn("setuid-takes-capabilities");
    const { status } = await runScript(folder, "beside-a-zombie", script);
    parent.kill("SIGKILL");
    expect(status).toBe(0);
  });

  test.concurrent("where the script is killed, its tasks end and its directory goes", async () => {
    const file = join(folder, "killed.sh");
    writeFileSync(file, `${scriptIn("unshare-pid-is-for-children")}\ncat pid.*\necho "$outer"\nsleep 60\n`);
    const child = spawn("sh", [file], { stdio: ["ignore", "pipe", "ignore"] });
    let told = "";
    for await (const text of child.stdout) {
      told += String(text);
      if (/^\/.+\n/m.test(told)) break;
    }
    const [, pids = "", directory = ""] = /^All as expected\.\n([\d\n]+)(\/.+)\n/m.exec(told) ?? [];
    const places = pids
      .trim()
      .split("\n")
      .map((pid) => `/proc/${pid}`);
    expect([places.length, ...places.map(existsSync), existsSync(directory)]).toEqual([
      3,
      true,
      true,
      true,
      true,
    ]);
    child.kill("SIGKILL");
    const left = (): string[] => [...places, directory].filter((place) => existsSync(place));
    for (let round = 0; left().length > 0 && round < 500; round++) await setTimeout(10);
    expect(left()).toEqual([]);
  });
});
