import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import {
  cpSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  truncateSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { afterEach, beforeEach, expect, test } from "vitest";
import { runToEnd } from "../../../src/api/run.ts";
import { processAt } from "../../../src/cli/files/store-lock.ts";
import { type AskedCheck, planSearch } from "../../../src/cli/planned-search.ts";
import { searchInFolder } from "../../../src/cli/store/search-in-folder.ts";
import { type SingleSearch, searchOnce } from "../../../src/engine/search/single-search.ts";
import { searchBy } from "../../../src/engine/search.ts";
import { finish } from "../../../src/history/finish.ts";
import { told } from "../../engine/stored/searched-in-store.ts";
import { NSMODEL } from "../command.ts";
import { ownMounts } from "../own-mounts.ts";

let parent: string;
let folder: string;

beforeEach(() => {
  parent = mkdtempSync(join(tmpdir(), "store-"));
  folder = join(parent, "store");
});
afterEach(() => rmSync(parent, { recursive: true, force: true }));

const ASKED = {
  model: "nested",
  workers: 1,
  continue: true,
  tasks: 2,
  property: ["always-enterable", "nothing-leaks"],
};

/** Plans a check and runs it until it has `worlds` worlds, or to its end. */
async function check(asked: AskedCheck, worlds?: number) {
  const { store = "", model, properties, scope, options } = await planSearch(asked);
  const how = { ...options, ...(worlds !== undefined && { worlds }) };
  return runToEnd(searchInFolder(store, model, properties, scope, how), {});
}

/** The same search in memory; like one in a store, it expands each state separately. */
async function inMemory(asked: AskedCheck) {
  const { model, properties, scope, options } = await planSearch(asked);
  const once = (how: SingleSearch) => searchOnce({ ...how, renaming: false });
  return told(finish(searchBy(once, model, properties, scope, options)));
}

test("it goes on where it was, also when it has ended, and says the same as in memory", async () => {
  const expected = await inMemory(ASKED);
  expect((await check({ ...ASKED, store: folder }, 5)).complete).toBe(false);
  const asked = { workers: 1, continue: true, resume: folder };
  expect(told(await check(asked))).toEqual(expected);
  expect(told(await check(asked))).toEqual(expected);
});

test("another search is refused, and told by its name", async () => {
  await check({ ...ASKED, store: folder }, 10);
  const resume = (more: object) => check({ workers: 1, continue: true, resume: folder, ...more });
  await expect(resume({ model: "flat" })).rejects.toThrow("it has the design nested, not the design flat");
  await expect(resume({ tasks: 3, model: "nested" })).rejects.toThrow(
    /the scope 2 tasks, .*, not the scope 3 tasks/,
  );
  await expect(resume({ property: ["never-leaves"] })).rejects.toThrow(
    /the properties .*, not the properties never-leaves/,
  );
  await expect(resume({ symmetry: false })).rejects.toThrow("it has with symmetry, not without symmetry");
  await expect(resume({ depth: 3 })).rejects.toThrow("it has no bound on depth, not a depth of 3");
  await expect(resume({ save: join(parent, "other") })).rejects.toThrow(/it cannot be saved in .*other/);
  await expect(check({ ...ASKED, store: folder })).rejects.toThrow(`${folder} already holds a search.`);
});

test("a folder in which another process searches is refused, and not one in which one was killed", async () => {
  await check({ ...ASKED, store: folder }, 10);
  const asked = { workers: 1, continue: true, resume: folder };
  const lock = join(folder, ".searched-by");
  const holder = processAt(process.ppid);
  const lockFor = (more: object): void => writeFileSync(lock, JSON.stringify({ ...holder, ...more }));
  lockFor({});
  await expect(check(asked)).rejects.toThrow(`Process ${process.ppid} is already searching in ${folder}.`);
  lockFor({ host: "elsewhere" });
  await expect(check(asked)).rejects.toThrow(
    `Process ${process.ppid} of elsewhere is already searching in ${folder}.`,
  );
  // In another pid namespace the same number is another process.
  lockFor({ numbers: "pid:[1]" });
  await expect(check(asked)).rejects.toThrow(`Process ${process.ppid} is already searching in ${folder}.`);
  utimesSync(lock, new Date(), new Date(Date.now() - 31_000));
  expect((await check(asked)).complete).toBe(true);
  // The number has been reused by another process.
  lockFor({ started: "1" });
  expect((await check(asked)).complete).toBe(true);
  lockFor({ process: spawnSync("true").pid });
  expect((await check(asked)).complete).toBe(true);
  writeFileSync(lock, "torn");
  expect((await check(asked)).complete).toBe(true);
});

test("what is another search's is not taken for its own", async () => {
  const other = join(parent, "other");
  await check({ ...ASKED, store: folder }, 30);
  await check({ ...ASKED, model: "flat", store: other }, 30);
  rmSync(join(folder, "one-by-one"), { recursive: true });
  cpSync(join(other, "one-by-one"), join(folder, "one-by-one"), { recursive: true });
  const resumed = check({ workers: 1, continue: true, resume: folder });
  await expect(resumed).rejects.toThrow(
    `${join(folder, "one-by-one/state")} is damaged: its checksum is wrong.`,
  );
  rmSync(join(other, "search"));
  await expect(check({ ...ASKED, store: other })).rejects.toThrow(`${other} is not empty.`);
});

test("where no search can begin, nothing is said of one", async () => {
  writeFileSync(folder, "");
  for (const place of [folder, ""]) {
    const problem = await check({ ...ASKED, store: place }).catch((thrown: unknown) => thrown);
    expect(problem).toMatchObject({
      message: expect.stringMatching(/^Cannot store a search in .*\.$/),
      hint: "Use another folder with --store.",
    });
  }
  await expect(check({ workers: 1, continue: true, resume: parent })).rejects.toMatchObject({
    hint: expect.stringContaining("--store"),
  });
});

test("a damaged object is told by its path", async () => {
  await check({ ...ASKED, store: folder }, 100);
  const level = join(folder, "one-by-one/level-2");
  const [list = ""] = readdirSync(level).filter(
    (name) => name.startsWith("new-") && !name.endsWith(".result"),
  );
  truncateSync(join(level, list), 30);
  await expect(check({ workers: 1, continue: true, resume: folder })).rejects.toThrow(
    `${join(level, list)} is damaged: its checksum is wrong.`,
  );
});

test("killed by SIGKILL, with two threads, it goes on", async () => {
  const scope = ["--tasks", "3", "--containers", "3", "--kinds", "uts", "--names", "a,b", "--images", "1"];
  const args = [
    "check",
    "nested",
    ...scope,
    "--property",
    ...ASKED.property,
    "--store",
    folder,
    "--workers",
    "2",
  ];
  const killed = spawn(process.execPath, [NSMODEL, ...args], { stdio: "ignore" });
  await reached(killed, join(folder, "one-by-one/level-7"));
  const gone = once(killed, "exit");
  killed.kill("SIGKILL");
  await gone; // until it has been waited for, a killed process still exists
  const asked = { workers: 1, continue: true, resume: folder };
  expect(told(await check(asked))).toEqual(await inMemory(asked));
});

/** Waits until a program has written a path. */
async function reached(program: ChildProcess, path: string): Promise<void> {
  while (!existsSync(path)) {
    expect(program.exitCode).toBe(null);
    await setTimeout(5);
  }
}

test("a disk that is really full: nothing is lost, and it goes on once there is room", ({ skip }) => {
  const mounts = ownMounts();
  if ("why" in mounts) {
    process.stderr.write(`not tested on a disk that is really full: ${mounts.why}\n`);
    skip();
    return;
  }
  const [file = "", ...args] = mounts.command;
  const script = `
    mount -t tmpfs -o size=80k none "$1" && shift
    "$@" --store "$PLACE/store" --tasks 2 --json; echo "exit code $?"
    mount -o remount,size=64m "$PLACE"
    exec "$1" "$2" check --resume "$PLACE/store" --json`;
  const command = [process.execPath, NSMODEL, "check", "nested", "--property", ...ASKED.property];
  const { stdout, stderr } = spawnSync(file, [...args, "sh", "-c", script, "sh", parent, ...command], {
    encoding: "utf8",
    env: { ...process.env, PLACE: parent },
  });
  expect(stderr).toMatch(
    /^nsmodel: Cannot store the search in .*: the disk is full\.\nNothing that was found is lost: once this is fixed, --resume .* continues the search\.\n$/,
  );
  const [, exitCode, json = ""] = /^(exit code \d)\n(.*)$/s.exec(stdout) ?? [];
  expect(exitCode).toBe("exit code 2");
  expect(JSON.parse(json)).toMatchObject({ complete: true, conclusion: "broken" });
});
