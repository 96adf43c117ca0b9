import { execFileSync, spawn, spawnSync } from "node:child_process";
import {
  chmodSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import {
  requireWritable,
  requireWritableFolder,
  writeNewFile,
  writeOutput,
  writeUnlessChanged,
} from "../../../src/cli/files/output-files.ts";
import { EXIT } from "../../../src/cli/problem.ts";
import { NSMODEL } from "../command.ts";
import { ownMounts } from "../own-mounts.ts";

const SMALL = ["--tasks", "2", "--containers", "3", "--kinds", "uts", "--property", "always-enterable"];

const all = mkdtempSync(join(tmpdir(), "nsmodel-output-"));
afterAll(() => rmSync(all, { recursive: true }));

function inFolder(): (name: string) => string {
  const folder = mkdtempSync(join(all, "test-"));
  return (name) => join(folder, name);
}

describe("writeOutput", () => {
  test("makes a file, and leaves nothing else", async () => {
    const path = inFolder();
    await requireWritable(path("page"));
    expect(readdirSync(path("."))).toEqual([]);
    await writeOutput(path("page"), "text");
    expect(readdirSync(path("."))).toEqual(["page"]);
    expect(readFileSync(path("page"), "utf8")).toBe("text");
  });

  test("takes the place of a file that is there, with its permissions", async () => {
    const path = inFolder();
    writeFileSync(path("page"), "a longer text");
    chmodSync(path("page"), 0o640);
    await writeOutput(path("page"), "text");
    expect(readFileSync(path("page"), "utf8")).toBe("text");
    expect(statSync(path("page")).mode & 0o777).toBe(0o640);
  });

  test("follows symbolic links, also to what is not there yet", async () => {
    const path = inFolder();
    mkdirSync(path("other"));
    symlinkSync("second", path("first"));
    symlinkSync("other/page", path("second"));
    for (const text of ["new", "replaced"]) {
      await requireWritable(path("first"));
      await writeOutput(path("first"), text);
      expect(readFileSync(path("other/page"), "utf8")).toBe(text);
    }
    expect(lstatSync(path("first")).isSymbolicLink() && lstatSync(path("second")).isSymbolicLink()).toBe(
      true,
    );
  });

  test("does not take the place of what is read for it, by whatever name", async () => {
    const path = inFolder();
    writeFileSync(path("source"), "old");
    symlinkSync("source", path("alias"));
    for (const name of ["source", "alias", "./source"])
      await expect(requireWritable(path(name), [path("else"), path("source")])).rejects.toThrow(
        "is an input",
      );
    await requireWritable(path("other"), [path("source")]);
  });

  test("does not take the place of a module that is loaded, nor of a history that is replayed or tested", () => {
    const path = inFolder();
    const design = 'import { nested } from "nsmodel";\nexport default { ...nested, name: "own" };\n';
    const scope = { tasks: 1, containers: 2, kinds: ["uts"], names: [] };
    const history = `${JSON.stringify({ format: "nsmodel-history", version: 1, model: "nested", scope })}\n`;
    writeFileSync(path("own.js"), design);
    writeFileSync(path("h.jsonl"), history);
    for (const words of [
      "check ./own.js --tasks 1 --containers 1 --kinds uts --reporter json --out own.js",
      "replay h.jsonl --out h.jsonl",
      "test . --log ./h.jsonl",
    ]) {
      const { status, stderr } = spawnSync(process.execPath, [NSMODEL, ...words.split(" ")], {
        cwd: path("."),
        encoding: "utf8",
      });
      expect(stderr).toMatch(/(own\.js|h\.jsonl) is an input, and would be overwritten\./);
      expect(status).toBe(2);
    }
    expect([readFileSync(path("own.js"), "utf8"), readFileSync(path("h.jsonl"), "utf8")]).toEqual([
      design,
      history,
    ]);
  });

  test("does not take the place of a design, a property or the configuration that export, import or check reads", () => {
    const path = inFolder();
    const files = {
      "base.js": 'import { nested } from "nsmodel";\nexport default { ...nested, name: "base" };\n',
      "own.js": 'import base from "./base.js";\nexport default { ...base, name: "own" };\n',
      "kept.js": `import { always } from "nsmodel";
export default always({ name: "kept", claim: "c", source: "s", check: () => "holds" });\n`,
      "nsmodel.config.json": '{"models":["./own.js"],"properties":["./kept.js"]}\n',
      "h.jsonl": `${JSON.stringify({
        format: "nsmodel-history",
        version: 1,
        model: "nested",
        scope: { tasks: 1, containers: 2, kinds: ["uts"], names: [] },
      })}\n`,
    };
    for (const [name, text] of Object.entries(files)) writeFileSync(path(name), text);
    const run = (words: string) =>
      spawnSync(process.execPath, [NSMODEL, ...words.split(" ")], { cwd: path("."), encoding: "utf8" });
    expect(run("export h.jsonl --itf --out h.itf.json")).toMatchObject({ status: 0 });
    for (const words of [
      "export h.jsonl --model ./own.js --itf --out own.js",
      "export h.jsonl --no-config --model ./own.js --itf --out base.js",
      "export h.jsonl --no-config --property ./kept.js --itf --out kept.js",
      "export ./own.js --no-config --dot --tasks 1 --containers 2 --kinds uts --out base.js",
      "import h.itf.json --no-config --model ./own.js --out own.js",
      "import h.itf.json --no-config --property ./kept.js --out kept.js",
      "export h.jsonl --itf --out nsmodel.config.json",
      "check nested --tasks 1 --containers 1 --kinds uts --reporter json --out nsmodel.config.json",
      "check nested --tasks 1 --containers 1 --kinds uts --reporter json --out kept.js",
      "matrix nested --no-cost --tasks 1 --containers 1 --kinds uts --html own.js",
    ]) {
      const { status, stderr } = run(words);
      expect(stderr, words).toMatch(/(js|json) is an input, and would be overwritten\./);
      expect(status).toBe(2);
    }
    for (const [name, text] of Object.entries(files)) expect(readFileSync(path(name), "utf8")).toBe(text);
  });

  test("what a user has changed is not written again", async () => {
    const path = inFolder();
    await writeUnlessChanged(path("a"), "text");
    await writeUnlessChanged(path("a"), "text");
    writeFileSync(path("a"), "changed");
    await expect(writeUnlessChanged(path("a"), "text")).rejects.toThrow(
      "already exists and differs from what would be written",
    );
    expect(readFileSync(path("a"), "utf8")).toBe("changed");
  });

  test("writes into a pipe, which stays one", async () => {
    const path = inFolder();
    execFileSync("sh", ["-c", 'mkfifo "$1"', "sh", path("pipe")]);
    await requireWritable(path("pipe"));
    const reader = spawn("cat", [path("pipe")]);
    const read = reader.stdout.toArray();
    await writeOutput(path("pipe"), "text");
    expect(Buffer.concat(await read).toString()).toBe("text");
    expect(statSync(path("pipe")).isFIFO()).toBe(true);
  });

  test("writes into a device, which stays one", async () => {
    await writeOutput("/dev/null", "text");
    await expect(writeOutput("/dev/full", "text")).rejects.toMatchObject({
      message: "Cannot write /dev/full: the disk is full.",
      exitCode: EXIT.badRequest,
    });
    expect(["/dev/null", "/dev/full"].every((device) => statSync(device).isCharacterDevice())).toBe(true);
  });

  test.each([
    ["no/page", "there is no such folder"],
    ["plain/page", "it is not a folder"],
    [".", "it is a folder"],
    ["round", "its symbolic links form a loop"],
  ])("%s is refused before and after the work: %s", async (name, why) => {
    const path = inFolder();
    writeFileSync(path("plain"), "");
    symlinkSync("round", path("round"));
    for (const refused of [requireWritable(path(name)), writeOutput(path(name), "text")])
      await expect(refused).rejects.toMatchObject({ message: `Cannot write ${path(name)}: ${why}.` });
  });

  test("a folder in which nothing can be made is refused at once", async () => {
    await expect(requireWritableFolder("/proc/nsmodel/deeper")).rejects.toMatchObject({
      message: "Cannot write /proc/nsmodel/deeper: there is no such folder.",
    });
  });
});

describe("writeNewFile", () => {
  test("never takes the place of anything", async () => {
    const path = inFolder();
    expect(await writeNewFile(path("mine"), "first")).toBe(true);
    expect(await writeNewFile(path("mine"), "second")).toBe(false);
    symlinkSync("nowhere", path("link"));
    expect(await writeNewFile(path("link"), "second")).toBe(false);
    expect(readFileSync(path("mine"), "utf8")).toBe("first");
    expect(readdirSync(path(".")).toSorted()).toEqual(["link", "mine"]);
  });
});

describe("the commands", () => {
  function nsmodel(cwd: string, ...args: readonly string[]) {
    const { status, stderr } = spawnSync(process.execPath, [NSMODEL, ...args], { cwd, encoding: "utf8" });
    expect(stderr).not.toMatch(/^\s+at /m);
    return { code: status, errors: stderr };
  }

  test.each([
    ["check", "--save", "/proc/x"],
    ["check", "--histories", "/proc/x"],
    ["simulate", "--histories", "/dev/null/x"],
    ["matrix", "--html", "/proc/x"],
  ])("%s %s %s is refused before the work", (...args) => {
    // Searching this scope would take longer than a test may.
    const { code, errors } = nsmodel(all, ...args, "--tasks", "4", "--containers", "5", "--kinds", "uts,net");
    expect(errors).toMatch(/^nsmodel: Cannot (?:write|save)/);
    expect(code).toBe(EXIT.badRequest);
  });

  test("on a full disk all end alike, and leave nothing", ({ skip }) => {
    const mounts = ownMounts();
    if ("why" in mounts) return skip(`no file system of 4 KiB can be mounted here: ${mounts.why}`);
    const [file = "", ...args] = mounts.command;
    const folder = inFolder()(".");
    const script = `mount -t tmpfs -o size=4k none "$1" && cd "$1" && head -c 4096 /dev/zero >full
node=$2 nsmodel=$3
shift 3
for way in "new mine" "check $* --save saves" "check $* --histories found" "matrix nested --no-cost $* --html page.html"; do
  "$node" "$nsmodel" $way 2>&1 >/dev/null; echo "$?"
done
"$node" "$nsmodel" check $* >file; echo "$?"
find . -type f ! -name file`;
    const words = ["-c", script, "sh", folder, process.execPath, NSMODEL, ...SMALL];
    const { stdout, stderr } = spawnSync(file, [...args, "sh", ...words], { encoding: "utf8" });
    expect(stderr).toBe("nsmodel: Cannot write to standard output: the disk is full.\n");
    expect(stdout.split("\n")).toEqual([
      "nsmodel: Cannot write mine.ts: the disk is full.",
      "2",
      expect.stringMatching(/^nsmodel: Cannot save the search at level \d into saves: the disk is full\.$/),
      expect.stringMatching(/./),
      "2",
      expect.stringMatching(/^nsmodel: Cannot write found.*: the disk is full\.$/),
      "2",
      "nsmodel: Cannot write page.html: the disk is full.",
      "2",
      "2",
      "./full",
      "",
    ]);
  });

  test("standard output that nobody reads is no error, and the exit code is the verdict's", () => {
    const command = `"${process.execPath}" "${NSMODEL}" check ${SMALL.join(" ")}`;
    const { stdout, stderr } = spawnSync("bash", ["-c", `${command} | true; echo "\${PIPESTATUS[0]}"`], {
      encoding: "utf8",
    });
    expect({ stdout, stderr }).toEqual({ stdout: "1\n", stderr: "" });
  });

  test.each([
    [">/dev/full", 2],
    ["2>/dev/full", 1],
    [">&- 2>&-", 1],
    [">/dev/full 2>&1", 2],
  ])("check %s ends with %i", (streams, code) => {
    const command = `"${process.execPath}" "${NSMODEL}" check ${SMALL.join(" ")} ${streams}`;
    const { status, stderr } = spawnSync("bash", ["-c", command], { encoding: "utf8" });
    expect(status).toBe(code);
    expect(stderr).not.toMatch(/^\s+at /m);
  });
});
