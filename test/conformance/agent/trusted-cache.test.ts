/** Root runs nothing that another user could have planted where the agent is kept. */
import { execFileSync } from "node:child_process";
import {
  chmodSync,
  chownSync,
  existsSync,
  lchownSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterEach, beforeEach, expect, test } from "vitest";
import { Agent } from "../../../src/conformance/agent/agent.ts";
import { compileAgent } from "../../../src/conformance/agent/compile.ts";
import { describeOnKernel } from "../machine.ts";
import { fakeCompiler, making } from "./fake-compiler.ts";

const ONCE = fileURLToPath(new URL("./compile-once.ts", import.meta.url));
const OTHER = 12_345;

describeOnKernel("what is kept of the agent", ["superuser", "compiler"], () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "nsmodel-trust-"));
    fakeCompiler(folder, making("true one"));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  const compiled = async (cache = join(folder, "cache")) => {
    const environment = { PATH: `${join(folder, "bin")}:/usr/bin:/bin`, XDG_CACHE_HOME: cache };
    const { file, path, notes } = await compileAgent({ environment });
    const content = await file.readFile("utf8");
    await file.close();
    return { content, path, notes: notes.join() };
  };
  /** Caches an agent, then puts another program in its place. */
  async function planted(cache = join(folder, "cache")): Promise<string> {
    const { path } = await compiled(cache);
    if (path === undefined) throw new Error("it was not kept");
    rmSync(path);
    writeFileSync(path, "planted", { mode: 0o755 });
    return path;
  }

  test.each([
    [
      "the folder is another user's",
      (kept: string) => chownSync(dirname(kept), OTHER, OTHER),
      /belongs to user 12345/,
    ],
    [
      "the folder can be written by all",
      (kept: string) => chmodSync(dirname(kept), 0o777),
      /written by others \(its mode is 0777\)/,
    ],
    [
      "the folder can be written by a group",
      (kept: string) => chmodSync(dirname(kept), 0o770),
      /written by others/,
    ],
    [
      "the folder above is another user's",
      (kept: string) => chownSync(dirname(dirname(kept)), OTHER, OTHER),
      /belongs to user/,
    ],
    [
      "the folder above can be written",
      (kept: string) => chmodSync(dirname(dirname(kept)), 0o757),
      /written by others/,
    ],
    [
      "the folder above that can be written",
      (kept: string) => chmodSync(dirname(dirname(dirname(kept))), 0o777),
      /written by others/,
    ],
    [
      "it is reached by another user's link",
      (kept: string) => {
        renameSync(dirname(kept), `${dirname(kept)}-away`);
        symlinkSync(`${dirname(kept)}-away`, dirname(kept));
        lchownSync(dirname(kept), OTHER, OTHER);
      },
      /belongs to user/,
    ],
    [
      "a link leads to another user's folder",
      (kept: string) => {
        renameSync(dirname(kept), join(folder, "away"));
        chownSync(join(folder, "away"), OTHER, OTHER);
        symlinkSync("../away", dirname(kept));
      },
      /away belongs to user/,
    ],
  ] as const)("is not used where %s", async (_where, change, why) => {
    change(await planted());
    const files = () => readdirSync(folder, { recursive: true, encoding: "utf8" }).sort();
    const before = files();
    const { content, path, notes } = await compiled();
    expect({ content, path }).toEqual({ content: "true one", path: undefined });
    expect(notes).toMatch(why);
    // Whoever owns it: nothing was put there, and nothing left elsewhere.
    expect(files()).toEqual(before);
  });

  test.each([
    ["another user's", (kept: string) => chownSync(kept, OTHER, OTHER)],
    ["one that others can write", (kept: string) => chmodSync(kept, 0o757)],
    [
      "a link",
      (kept: string) => {
        renameSync(kept, join(folder, "program"));
        symlinkSync(join(folder, "program"), kept);
      },
    ],
    [
      "a FIFO",
      (kept: string) => {
        rmSync(kept);
        execFileSync("sh", ["-c", 'mkfifo "$0"', kept]);
      },
    ],
    ["an empty one", (kept: string) => writeFileSync(kept, "")],
  ] as const)("is compiled anew where the file is %s", async (_what, change) => {
    const kept = await planted();
    change(kept);
    expect(await compiled()).toEqual({ content: "true one", path: kept, notes: "" });
    expect(statSync(kept).mode & 0o7777).toBe(0o755);
  });

  test("is used where the folder above is sticky, and by a link of one's own", async () => {
    chmodSync(folder, 0o1777);
    mkdirSync(join(folder, "real"));
    symlinkSync("./real/../real", join(folder, "link"));
    expect((await compiled(join(folder, "link"))).path).toBeDefined();
    expect(existsSync(join(folder, "real/nsmodel"))).toBe(true);
  });

  test.each([0, 0o777])("does not depend on the umask %o", async (umask) => {
    const before = process.umask(umask);
    try {
      const { path = "", content } = await compiled();
      expect(content).toBe("true one");
      expect(statSync(path).mode & 0o7777).toBe(0o755);
      expect(statSync(dirname(path)).mode & 0o7777).toBe(0o700);
      expect(process.umask()).toBe(umask);
    } finally {
      process.umask(before);
    }
  });

  test("is compiled where no other user can reach it, and nothing is left of that", async () => {
    const temporary = join(folder, "tmp");
    mkdirSync(temporary);
    fakeCompiler(
      folder,
      `${making("x")}; ls -ld ${temporary}/nsmodel-* > ${folder}/listed; echo "$TMPDIR" >> ${folder}/listed`,
    );
    const before = process.env["TMPDIR"];
    process.env["TMPDIR"] = temporary;
    try {
      await compiled();
    } finally {
      if (before === undefined) delete process.env["TMPDIR"];
      else process.env["TMPDIR"] = before;
    }
    const listed = execFileSync("cat", [join(folder, "listed")], { encoding: "utf8" });
    expect(listed).toMatch(/^drwx------.*\n\/proc\/\d+\/fd\/\d+\n$/);
    expect(readdirSync(temporary)).toEqual([]);
  });

  test("what is executed is what was checked, whatever has come to its path since", async () => {
    const program = await compileAgent({
      environment: { ...process.env, XDG_CACHE_HOME: join(folder, "cache") },
    });
    const { path = "" } = program;
    rmSync(path);
    writeFileSync(path, "#!/bin/sh\nexit 9\n", { mode: 0o755 });
    const agent = await Agent.start({ program });
    await program.file.close();
    expect(agent.greeting.pid).toBeGreaterThan(0);
    await agent.close();
  });

  test("is kept whole or not at all where the folder is full", async () => {
    const full = join(folder, "full");
    mkdirSync(full);
    // In a mount namespace of its own, so it goes away with it.
    const mounted = 'mount -t tmpfs -o size=64k none "$0" && "$1" --import tsx "$2" && ls -A "$0/nsmodel"';
    const script = 'unshare -m sh -c "$3" "$0" "$1" "$2"';
    const output = execFileSync("sh", ["-c", script, full, process.execPath, ONCE, mounted], {
      encoding: "utf8",
      env: { ...process.env, XDG_CACHE_HOME: full },
    });
    expect(output).toMatch(/^undefined The folder .*full\/nsmodel is not used \(.*ENOSPC\).*\n$/);
  });
});
