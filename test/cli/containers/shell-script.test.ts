import { execFile, spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { replay } from "../../../src/engine/replay.ts";
import { readHistory } from "../../../src/history/read-history.ts";
import { NESTED } from "../../report/design.ts";
import { NSMODEL } from "../command.ts";

const DOCUMENT = join(import.meta.dirname, "../../../docs/shell.md");

const folder = mkdtempSync(join(tmpdir(), "nsmodel-shell-"));
afterAll(() => rmSync(folder, { recursive: true }));

interface Run {
  readonly code: number;
  readonly output: string;
  readonly errors: string;
}

/** Runs the command with a script on its standard input, which stays open if the script says `quit`. */
function shell(script: string, ...args: readonly string[]): Promise<Run> {
  return new Promise((done) => {
    const child = execFile(
      process.execPath,
      [NSMODEL, "shell", ...args],
      { cwd: folder },
      (error, output, errors) => done({ code: error === null ? 0 : Number(error.code), output, errors }),
    );
    if (script.includes("quit")) child.stdin?.write(script);
    else child.stdin?.end(script);
  });
}

describe("a script", () => {
  test("is echoed behind its prompts, goes on after a refusal, and ends with the last status", async () => {
    expect(await shell("# first\n\nmv / a\r\nfork\n# last")).toEqual({
      code: 0,
      output:
        "# first\n\ntask 1 in the root> mv / a\ntask 1 in the root> fork\nTask 1 forks task 2 in the root.\n# last\n",
      errors: "mv: cannot move '/': Device or resource busy\n  (EBUSY: that is its own container)\n",
    });
  });

  test.each([
    ["fork\nmv / a\n", 1],
    ["fork\nfrok\n# comment", 2],
    ["", 0],
  ])("%j has the status %i", async (script, code) => expect((await shell(script)).code).toBe(code));

  test("with --errexit stops at the first command that fails", async () => {
    const { code, output } = await shell("fork\nmv / a\nfork\n", "--errexit");
    expect({ code, forks: output.match(/forks/g)?.length }).toEqual({ code: 1, forks: 1 });
  });

  test("ends where nobody reads what it prints", () => {
    const { status, stdout } = spawnSync(
      "bash",
      ["-c", `yes ls | "$0" "$1" shell | head -1; echo "\${PIPESTATUS[1]}"`, process.execPath, NSMODEL],
      { encoding: "utf8" },
    );
    expect([status, stdout]).toEqual([0, "task 1 in the root> ls\n141\n"]);
  });

  test("ends at quit, though more may come", async () => {
    expect(await shell("fork\nquit\nfork\n")).toMatchObject({ code: 0, errors: "" });
  });

  test("works in the scope that it is given", async () => {
    const { errors } = await shell("fork\nunshare net\n", "nested", "--tasks", "1", "--kinds", "uts");
    expect(errors).toMatch(/EAGAIN.*EINVAL/s);
  });

  test("cannot send control characters to the terminal", async () => {
    const { output, errors } = await shell("\u001b[2J\nls '\u001b[2J'\n");
    expect(output + errors).not.toContain("\u001b");
  });

  test("of a design that there is not is refused", async () => {
    expect(await shell("", "nestde")).toMatchObject({ code: 2, errors: expect.stringContaining("nested") });
  });
});

describe("save", () => {
  test("writes a history that agrees with its design, and replaces one", async () => {
    await shell("save history.jsonl\n");
    const { code } = await shell("fork\nas 2 unshare uts\nmv / a\nsave history.jsonl\n");
    const read = readHistory(readFileSync(join(folder, "history.jsonl")), [NESTED]);
    expect(code).toBe(0);
    expect(read.ok && replay(read.history)).toMatchObject({ events: 3, count: 0 });
  });

  test("replaces no file that is no history", async () => {
    writeFileSync(join(folder, "own.ts"), "a design");
    const { code, errors } = await shell("save own.ts\n");
    expect({ code, errors }).toEqual({
      code: 1,
      errors: "save: own.ts already exists, and is not a history\n",
    });
    expect(readFileSync(join(folder, "own.ts"), "utf8")).toBe("a design");
  });

  test("into nowhere or over a folder says why, and a device is written to", async () => {
    mkdirSync(join(folder, "taken"));
    expect(await shell("save no/such/file\nsave taken\nsave /dev/null\nsave /dev/full\n")).toMatchObject({
      code: 1,
      errors:
        "save: Cannot write no/such/file: there is no such folder.\n" +
        "save: Cannot write taken: it is a folder.\n" +
        "save: Cannot write /dev/full: the disk is full.\n",
    });
  });
});

test("the session of docs/shell.md is what the shell prints", async () => {
  const sessions = [...readFileSync(DOCUMENT, "utf8").matchAll(/```session\n(.*?)```/gs)].map(
    ([, text]) => text,
  );
  const documented = sessions.join("");
  const commands =
    documented.match(/^task \d+ in .*?> .*$/gm)?.map((line) => line.replace(/^.*?> /, "")) ?? [];
  expect(commands.length).toBeGreaterThan(10);

  const { output, errors } = await shell(`${commands.join("\n")}\n`);
  const refusals = errors.split("\n").filter((line) => line !== "");
  // The page shows both streams mixed, as on a terminal; here each is compared on its own.
  const lines = documented.split("\n");
  expect(lines.filter((line) => refusals.includes(line))).toEqual(refusals);
  expect(lines.filter((line) => !refusals.includes(line)).join("\n")).toBe(output);
});

describe("with a design of one's own", () => {
  const DESIGN = `import { nested } from "nsmodel";
export default {
  ...nested,
  name: "touchy",
  apply(world, operation, scope) {
    if (operation.name === "boom") throw new Error("it cannot be called that");
    return nested.apply(world, operation, scope);
  },
};
`;

  test("what it throws late ends no shell, and no call is told that is not to blame", async () => {
    writeFileSync(
      join(folder, "odd.js"),
      `import { nested } from "nsmodel";
export default {
  ...nested,
  name: "odd",
  apply(world, operation, scope) {
    if (operation.name === "boom") throw new Error("it cannot be called that");
    if (operation.name === "null") return "EWEIRD";
    if (operation.name === "late") void Promise.reject(new Error("too late"));
    return nested.apply(world, operation, scope);
  },
};
`,
    );
    const script = "unshare uts\ncall rename / boom\ncall rename / null\ncall rename / late\nfork\nquit\n";
    const { code, output, errors } = await shell(script, "./odd.js");
    expect(errors).toContain('with {"op":"rename","task":1,"path":"/","name":"boom"}.\n');
    expect(errors.match(/^with/gm)).toHaveLength(1);
    expect(errors).toContain('"EWEIRD"');
    expect(errors).toMatch(/odd\.js:\d+:\d+: too late\nIt was thrown when nothing was waiting for it/);
    expect(output).toContain("forks");
    expect(code).toBe(1);
  });

  test("one that throws does not end the shell, and a history is loaded in it", async () => {
    writeFileSync(join(folder, "touchy.js"), DESIGN);
    const file =
      '{"format":"nsmodel-history","version":1,"model":"nested","scope":{"tasks":2,"containers":2,"kinds":["uts"],"names":[]}}';
    const fork = '{"op":"fork","task":1,"outcome":"ok"}';
    const events = [fork, '{"expect":{"alive":[1]}}', fork];
    writeFileSync(join(folder, "two.jsonl"), `${[file, ...events].join("\n")}\n`);
    const script = "unshare uts\nas 1 fork\ncall rename / boom\nload two.jsonl\nps -e\nload none.jsonl\n";
    const { code, output, errors } = await shell(script, "./touchy.js");
    expect(errors).toMatch(
      /touchy\.js:\d+:\d+: it cannot be called that\n[\s\S]*The session is as it was before this call\.\n/,
    );
    expect(errors).toMatch(/\nload: none\.jsonl: there is no such file\.\n$/);
    expect(output).toContain("task 1 in /unnamed1> load two.jsonl\nLoaded 2 events of two.jsonl.\n");
    expect(output).toContain(
      [
        'Line 3: the expectation of "alive" fails: expected nothing more; found task 2.',
        "Line 4: fork: the file says ok, touchy says EAGAIN (",
      ].join("\n"),
    );
    expect(code).toBe(1);
  });
});
