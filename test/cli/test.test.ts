import { type ChildProcessWithoutNullStreams, spawn, spawnSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { NSMODEL } from "./command.ts";
import { signalled } from "./terminal.ts";

const CORPUS = join(import.meta.dirname, "../histories");
const folder = mkdtempSync(join(tmpdir(), "nsmodel-test-"));
const HEADER =
  '{"format":"nsmodel-history","version":1,"model":"nested","scope":{"tasks":2,"containers":2,"kinds":["uts"],"names":[]}}';
const GOOD = `${HEADER}\n{"op":"fork","task":1,"outcome":"ok"}\n`;
const WRONG = `${HEADER}\n{"op":"fork","task":1,"outcome":"EAGAIN"}\n`;

beforeAll(() => {
  mkdirSync(join(folder, "deep/er"), { recursive: true });
  mkdirSync(join(folder, "node_modules"));
  writeFileSync(join(folder, "node_modules/not-mine.jsonl"), "no history");
  writeFileSync(join(folder, "deep/notes.txt"), "no history");
  writeFileSync(join(folder, "deep/er/good.jsonl"), GOOD);
  writeFileSync(join(folder, "wrong.jsonl"), WRONG);
  writeFileSync(join(folder, "broken.jsonl"), `${HEADER}\n{"op":"fly","task":1,"outcome":"ok"}\n`);
});
afterAll(() => rmSync(folder, { recursive: true }));

function nsmodel(...words: string[]) {
  const { stdout, stderr, status } = spawnSync(process.execPath, [NSMODEL, "test", ...words], {
    cwd: folder,
    encoding: "utf8",
  });
  return { stdout, stderr, status };
}

test("finds every history below a folder, and says what is wrong with its line", () => {
  const { stdout, stderr, status } = nsmodel();
  expect(stderr).toBe("");
  expect(stdout.trimEnd().split("\n")).toEqual([
    expect.stringMatching(/^broken\.jsonl:2:\d+: .*fly/),
    expect.stringMatching(/^wrong\.jsonl:2: fork: the file says EAGAIN, nested says ok$/),
    "3 histories: 1 passed, 1 failed, 1 could not be run",
  ]);
  expect(status).toBe(2);
});

test("a history that tests nothing has not passed", () => {
  writeFileSync(join(folder, "header.only"), `${HEADER}\n`);
  const { stdout, status } = nsmodel("header.only");
  expect(stdout.trimEnd().split("\n")).toEqual([
    "header.only:1: has no event and no expectation: nothing was tested",
    "1 history: 1 skipped",
  ]);
  expect(status).toBe(4);
  // A property checked on its first world is a test.
  expect(nsmodel("header.only", "--property", "nothing-leaks").status).toBe(0);
  expect(nsmodel("header.only", "--property", "never-leaves").status).toBe(4);
});

test.each([
  [["deep"], 0],
  [["wrong.jsonl"], 1],
  [["wrong.jsonl", "deep", "wrong.jsonl"], 1],
  [["nowhere"], 2],
  [["deep/notes.txt"], 2],
  [["--shard", "3/2"], 2],
] as const)("exit code of %j", (words, code) => {
  expect(nsmodel(...words).status).toBe(code);
});

test("a property that is broken along a history fails it", () => {
  const { stdout, status } = nsmodel(join(CORPUS, "message.jsonl"), "--property", "always-enterable");
  expect(stdout).toMatch(/message\.jsonl:\d+: always-enterable is broken here/);
  expect(status).toBe(1);
});

test("the parts of a corpus are the whole, each file once", () => {
  const names = [1, 2, 3].flatMap((part) => {
    const { stdout } = nsmodel(CORPUS, "--shard", `${part}/3`, "--reporter", "json");
    return JSON.parse(stdout).tests.map(({ name }: { name: string }) => name);
  });
  const all = readdirSync(CORPUS, { recursive: true, encoding: "utf8" }).filter((file) =>
    file.endsWith(".jsonl"),
  );
  const readable = all.filter((file) => !file.split("/").some((part) => part.startsWith(".")));
  expect(names.toSorted()).toEqual(readable.map((file) => join(CORPUS, file)).toSorted());
});

test("a part without any says so", () => {
  expect(nsmodel("deep", "--shard", "2/2")).toMatchObject({
    stdout: "0 histories in this part\n",
    status: 0,
  });
});

test("several threads tell the same in the same order", () => {
  const told = (workers: string) =>
    nsmodel(join(CORPUS, "linux"), ".", "--workers", workers, "--model", "linux");
  const one = told("1");
  expect(told("4")).toEqual(one);
  expect(one.stdout).toContain("could not be run");
  expect(one.status).toBe(2);
});

test("a design that throws at one history does not lose the others", () => {
  const design = `import { nested } from "nsmodel";
export default {
  ...nested,
  name: "touchy",
  apply(world, operation, scope) {
    if (operation.name === "boom") throw new Error("it cannot be called that");
    return nested.apply(world, operation, scope);
  },
};
`;
  writeFileSync(join(folder, "touchy.js"), design);
  const place = join(folder, "touchy");
  mkdirSync(place);
  const header = HEADER.replace('"names":[]', '"names":["boom"]');
  writeFileSync(
    join(place, "a.jsonl"),
    `${header}\n{"op":"rename","task":1,"path":"/","name":"boom","outcome":"EBUSY"}\n`,
  );
  writeFileSync(join(place, "b.jsonl"), GOOD);
  const { stdout, status } = nsmodel("touchy", "--model", "./touchy.js", "--log", "touchy.log");
  expect(stdout).toMatch(
    /^touchy\/a\.jsonl: touchy\.js:\d+:\d+: it cannot be called that\n2 histories: 1 passed, 1 could not be run\n$/,
  );
  expect(status).toBe(2);
  expect(readFileSync(join(folder, "touchy.log"), "utf8")).toContain('"history":"b.jsonl","model":"touchy"');
});

test.each([
  ["--log", "deep/er/run.jsonl", "deep"],
  ["--out", "deep/run.jsonl", "deep/er/.."],
])("%s is not written where the next run would read it", (option, file, corpus) => {
  const { stderr, status } = nsmodel(corpus, option, file);
  expect(stderr).toMatch(/run\.jsonl would be read as a history the next time\.\nName a file elsewhere/);
  expect(status).toBe(2);
  expect(readdirSync(join(folder, "deep"), { recursive: true })).not.toContain("run.jsonl");
});

test.each([
  ["below it by another name", "deep/run.log"],
  ["beside it", "deeper.jsonl"],
])("a log %s is", (_, file) => {
  expect(nsmodel("deep", "--log", file)).toMatchObject({ stderr: "", status: 0 });
  rmSync(join(folder, file));
});

test("a history at which a promise of the design is rejected is told as one that could not be run, and the others are", () => {
  const design = `import { NestedRules, nested, defineModel } from "nsmodel";
class Rules extends NestedRules {
  killAllIn(world, container) {
    if (world.tasks.length > 2) void Promise.reject(new Error("late\\nwords"));
    super.killAllIn(world, container);
  }
}
export default defineModel(new Rules(), { ...nested, name: "late" });
`;
  writeFileSync(join(folder, "late.js"), design);
  const place = join(folder, "late");
  mkdirSync(place);
  writeFileSync(join(place, "a.jsonl"), GOOD);
  writeFileSync(
    join(place, "b.jsonl"),
    `${HEADER}\n{"op":"fork","task":1,"outcome":"ok"}\n{"op":"unshare","task":2,"kinds":["uts"],"outcome":"ok"}\n{"op":"kill","task":1,"path":"/unnamed1","outcome":"ok"}\n`,
  );
  writeFileSync(join(place, "c.jsonl"), GOOD);
  const { stdout, status } = nsmodel("late", "--model", "./late.js");
  expect(stdout).toMatch(
    /^late\/b\.jsonl: late\.js:\d+:\d+: late\\nwords\n3 histories: 2 passed, 1 could not be run\n$/,
  );
  expect(status).toBe(2);
});

test("a pipe that nobody writes to is waited for until a signal", async () => {
  spawnSync("mkfifo", [join(folder, "pipe")]);
  const { code, output } = await signalled([NSMODEL, "test", join(folder, "pipe")], "SIGINT");
  expect([code, output]).toEqual([4, expect.stringContaining("interrupted before it was replayed")]);
});

test.each(["export", "show"])("%s waits for a pipe that nobody writes to until a signal", async (command) => {
  const pipe = join(folder, `pipe-of-${command}`);
  spawnSync("mkfifo", [pipe]);
  const words = command === "export" ? [NSMODEL, command, pipe, "--itf"] : [NSMODEL, command, pipe];
  expect(await signalled(words, "SIGTERM")).toMatchObject({ code: 4 });
});

test("results go to a file, whole", () => {
  expect(nsmodel("deep", "wrong.jsonl", "--reporter", "junit", "--out", "results.xml")).toEqual({
    stdout: "",
    stderr: "",
    status: 1,
  });
  expect(readFileSync(join(folder, "results.xml"), "utf8")).toMatch(/^<\?xml.*<\/testsuites>\n$/s);
});

/** @returns a function that waits until a program has printed some words on its standard output */
function toldBy({ stdout }: ChildProcessWithoutNullStreams): (words: RegExp) => Promise<void> {
  let told = "";
  stdout.setEncoding("utf8").prependListener("data", (text: string) => {
    told += text;
  });
  return (words) =>
    new Promise((resolve) => {
      const look = (): void => {
        if (words.test(told)) resolve();
      };
      stdout.on("data", look);
      look();
    });
}

describe("--watch", () => {
  test("replays a file again that is saved, and ends with a signal", async () => {
    const place = join(folder, "watched");
    cpSync(join(folder, "deep"), place, { recursive: true });
    const child = spawn(process.execPath, [NSMODEL, "test", "watched", "--watch"], { cwd: folder });
    const until = toldBy(child);
    const ended = new Promise<number | null>((resolve) => child.once("exit", resolve));
    await until(/1 passed\nWatching/);
    // Watching begins a little later than announced.
    const saving = setInterval(() => writeFileSync(join(place, "er/good.jsonl"), WRONG), 300);
    await until(/good\.jsonl:2: fork: the file says EAGAIN/);
    clearInterval(saving);
    child.kill("SIGINT");
    expect(await ended).toBe(1);
  });

  test("begins anew where a design of one's own is saved, and says what that does", async () => {
    const place = join(folder, "designing");
    const design = join(folder, "mine.ts");
    const write = (apply: string): void =>
      writeFileSync(
        design,
        `import { type Model, nested } from "nsmodel";\nconst own: Model = nested;\nexport const mine: Model = { ...own, name: "mine"${apply} };\n`,
      );
    write("");
    cpSync(join(folder, "deep/er/good.jsonl"), join(place, "good.jsonl"));
    const words = [NSMODEL, "test", "designing", "--watch", "--model", "./mine.ts"];
    const child = spawn(process.execPath, words, { cwd: folder });
    const until = toldBy(child);
    const ended = new Promise<number | null>((resolve) => child.once("exit", resolve));
    await until(/1 passed\nWatching/);
    const saveUntil = async (apply: string, words: RegExp): Promise<void> => {
      let saved = 0;
      const saving = setInterval(() => write(`${apply} /* ${saved++} */`), 500);
      await until(words);
      clearInterval(saving);
    };
    // Half written, it cannot be loaded.
    await saveUntil(", apply: () => ", /has changed: replaying everything\.\nWatching/s);
    await saveUntil(', apply: () => "EAGAIN"', /good\.jsonl:2: fork: .*EAGAIN.*Watching/s);
    child.kill("SIGINT");
    expect(await ended).toBe(1);
  });

  test.each([
    ["--shard", "1/2"],
    ["--reporter", "json"],
    ["--out", "results.json"],
    ["--log", "run.log"],
  ])("is refused with %s, which is of one run", (...option) => {
    const { stderr, status } = nsmodel("deep", "--watch", ...option);
    expect(stderr).toContain(`option '--watch' cannot be used with option '${option[0]}`);
    expect(status).toBe(2);
  });
});
