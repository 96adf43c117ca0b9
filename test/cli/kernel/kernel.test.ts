import { execFile, execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmdirSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { familyOf, stillThere } from "../../conformance/agent/processes.ts";
import { compileRefuse } from "../../conformance/agent/refusing.ts";
import { cgroup2Mount, describeOnKernel } from "../../conformance/machine.ts";
import { schemaErrors } from "../../docs/schemas.ts";
import { NSMODEL } from "../command.ts";
import { AS_IT_STARTS } from "../compiled-once/as-it-starts.ts";

const folder = mkdtempSync(join(tmpdir(), "nsmodel-kernel-"));
afterAll(() => rmSync(folder, { recursive: true }));

function nsmodel(
  args: readonly string[],
  input = "",
  environment: Readonly<Record<string, string>> = {},
  [through, more]: readonly [string, Readonly<Record<string, string>>] | readonly [] = [],
) {
  return new Promise<{ readonly code: number; readonly output: string; readonly errors: string }>((done) => {
    const child = execFile(
      through ?? process.execPath,
      [...(through === undefined ? [] : [process.execPath]), NSMODEL, ...args],
      { cwd: folder, maxBuffer: 2 ** 26, env: { ...process.env, ...environment, ...more } },
      (error, output, errors) => done({ code: error === null ? 0 : Number(error.code), output, errors }),
    );
    child.stdin?.end(input);
  });
}

const HEADER =
  '{"format":"nsmodel-history","version":1,"model":"nested","scope":{"tasks":4,"containers":3,"kinds":["uts"],"names":["a"],"images":1}}';
const UNSHARE = '{"op":"unshare","task":1,"kinds":["uts"],"outcome":"ok"}';
const FORK = '{"op":"fork","task":1,"outcome":"ok"}';
const RESTART = '{"op":"restart","task":2,"image":"image1","name":"a","outcome":"ok"}';
const CHECKPOINT = '{"op":"checkpoint","task":2,"path":"/unnamed1","image":"image1","outcome":"ok"}';

function file(name: string, ...lines: readonly string[]): string {
  writeFileSync(join(folder, name), `${[HEADER, ...lines].join("\n")}\n`);
  return name;
}

describeOnKernel("commands on the kernel", ["superuser", "compiler", "cgroup2"], () => {
  test("doctor says that histories can be played, in the fields that the documentation names", async () => {
    const { code, output, errors } = await nsmodel(["doctor", "--json"]);
    expect({ code, errors }).toEqual({ code: 0, errors: "" });
    const { ready, checks } = JSON.parse(output);
    expect(ready).toBe(true);
    const page = readFileSync(join(import.meta.dirname, "../../../docs/json.md"), "utf8");
    const section = page.split(/^## /m).find((text) => text.startsWith("`doctor`")) ?? "";
    const fields = new Set(checks.flatMap((check: object) => Object.keys(check)));
    expect([...fields].filter((field) => !section.includes(`\`checks[].${field}\``))).toEqual([]);
  });

  test("conform plays every transition of a scope, and the same again from a seed", async () => {
    const small = ["conform", "nested", "--tasks", "2", "--containers", "2", "--kinds", "uts", "--json"];
    const all = await nsmodel([...small, "--exhaustive"]);
    expect({ code: all.code, errors: all.errors }).toEqual({ code: 0, errors: "" });
    expect(JSON.parse(all.output)).toMatchObject({
      model: "nested",
      transitions: { covered: 42, all: 42, worlds: 6 },
      divergences: [],
      complete: true,
    });
    const calls = async () =>
      JSON.parse((await nsmodel([...small, "--runs", "20", "--seed", "5"])).output).calls;
    expect(await calls()).toEqual(await calls());
  });

  test("conform tells what it did", async () => {
    const { code, output } = await nsmodel(["conform", "--runs", "5", "--seed", "1"]);
    expect(code).toBe(0);
    expect(output).toMatch(/^nested on Linux .*cgroup2 at/);
    expect(output).toContain("5 random histories");
    expect(output).toContain("--seed 1 repeats them");
    expect(output).toMatch(/The kernel agrees with nested/);
  });

  test("conform plays a design of one's own, by the manager that it has", async () => {
    const own = (file: string) => [
      "conform",
      join(import.meta.dirname, "../../../docs/examples", file),
      "--kinds",
      "uts",
      "--runs",
      "30",
      "--seed",
      "3",
      "--json",
    ];
    const managed = await nsmodel(own("leave-on-kernel.ts"));
    expect({ code: managed.code, errors: managed.errors }).toEqual({ code: 0, errors: "" });
    const { calls, divergences } = JSON.parse(managed.output);
    expect(divergences).toEqual([]);
    expect(calls.leave.ok).toBeGreaterThan(0);
    const inherited = await nsmodel(own("leave.ts"));
    expect(inherited.code).toBe(4);
    expect(Object.keys(JSON.parse(inherited.output).stopped)).toEqual([
      "leave: no manager has this operation",
    ]);
  });

  test("replay plays a history up to what the kernel has no call for", async () => {
    const whole = await nsmodel(["replay", "--on", "kernel", file("whole.jsonl", FORK, UNSHARE)]);
    expect(whole.code).toBe(0);
    expect(whole.output).toMatch(/whole.jsonl: the kernel agrees with nested: 2 events on Linux/);
    const part = await nsmodel([
      "replay",
      "--on",
      "kernel",
      file("part.jsonl", FORK, UNSHARE, CHECKPOINT, RESTART),
    ]);
    expect(part.code).toBe(3);
    expect(part.output).toContain(
      "part.jsonl:5: not played from here on: restart: the kernel keeps no images",
    );
    const json = await nsmodel(["replay", "--json", "--on", "kernel", "part.jsonl"]);
    expect(JSON.parse(json.output).files[0].kernel).toMatchObject({
      events: 3,
      differences: [],
      stopped: { line: 5 },
    });
    expect(schemaErrors("replay", JSON.parse(json.output))).toEqual([]);
  });

  test("the shell does each step on both sides, and again what is left after an undo", async () => {
    const { output } = await nsmodel(
      ["shell", "--on", "kernel", "--kinds", "uts,ipc"],
      "fork\nunshare uts\nundo\nls\n",
    );
    const told = output.split("\n").filter((line) => line.startsWith("kernel:"));
    expect(told).toEqual([
      "kernel: clone: the same",
      "kernel: mkdir of a cgroup, write to cgroup.procs, unshare(uts | cgroup): the same",
      "kernel: clone: the same",
    ]);
  });

  test("the checkout and the cache may have any name", async () => {
    const odd = join(folder, "a b?c#d%20e\n'f");
    const checkout = join(import.meta.dirname, "../../..");
    for (const part of ["src", "models", "properties", "package.json", "tsconfig.json"])
      cpSync(join(checkout, part), join(odd, part), { recursive: true });
    symlinkSync(join(checkout, "node_modules"), join(odd, "node_modules"));
    const words = [join(odd, "src/cli/nsmodel.js"), "conform", "--runs", "2", "--length", "4"];
    const env = { ...AS_IT_STARTS, XDG_CACHE_HOME: odd };
    const output = execFileSync(process.execPath, words, { encoding: "utf8", env });
    expect(output).toContain("The kernel agrees with nested");
    expect(readdirSync(join(odd, "nsmodel"))).toHaveLength(1);
  });

  test("a design that does not come back is ended, with the calls that lead there, and nothing is left", async () => {
    const design = join(import.meta.dirname, "../../wrong/designs/endless-deep-down.js");
    const scope = ["--tasks", "3", "--containers", "3", "--kinds", "uts", "--names", "c"];
    const { code, errors } = await nsmodel(["conform", design, ...scope, "--seed", "1"], "", {
      NSMODEL_PATIENCE: "3",
    });
    expect(errors).toMatch(
      /endless-deep-down\.js:9:\d+: apply\(\) of endless-deep-down has not returned .*\nThis happens after(\n {2}\{"op":.*\})+\nwith \{"op":"fork"/,
    );
    expect(code).toBe(2);
    const left = () => readdirSync(cgroup2Mount() ?? "").filter((name) => name.startsWith("nsmodel-"));
    await expect.poll(left, { timeout: 10_000 }).toEqual([]);
  });

  test("race tells what it saw, in the fields that the documentation names, and its histories agree with their designs", async () => {
    const few = ["race", "--tries", "20", "--histories", "observed", "--json"];
    const { code, output, errors } = await nsmodel(few);
    expect({ code, errors }).toEqual({ code: 0, errors: "" });
    const value = JSON.parse(output);
    expect(schemaErrors("race", value)).toEqual([]);
    const page = readFileSync(join(import.meta.dirname, "../../../docs/json.md"), "utf8");
    const section = page.split(/^## /m).find((text) => text.startsWith("`race`")) ?? "";
    const fields = [
      ...Object.keys(value).filter((key) => key !== "heats"),
      ...value.heats.flatMap((heat: object) => Object.keys(heat).map((key) => `heats[].${key}`)),
    ];
    expect(fields.filter((field) => !section.includes(`\`${field}\``))).toEqual([]);
    const files = readdirSync(join(folder, "observed")).toSorted();
    expect(files).toEqual(
      value.heats
        .filter(({ history }: { history?: object }) => history !== undefined)
        .map(({ design, hierarchy }: Record<string, string>) => `${design}-left-behind-${hierarchy}.jsonl`),
    );
    for (const file of files) expect((await nsmodel(["replay", join("observed", file)])).code).toBe(0);
  });

  test("race ends at a signal with what it has, and leaves nothing also where it is killed", async () => {
    for (const [signal, code] of [
      ["SIGINT", 4],
      ["SIGKILL", null],
    ] as const) {
      const words = [NSMODEL, "race", "walking-kill", "--tries", "100000", "--json"];
      const racer = spawn(process.execPath, words, { cwd: folder });
      let output = "";
      racer.stdout.on("data", (piece: Buffer) => {
        output += piece.toString();
      });
      const { pid = 0 } = racer;
      const isRacing = () => familyOf(pid).filter((other) => nameOf(other) === RACE).length > 2;
      await expect.poll(isRacing, { timeout: 20_000 }).toBe(true);
      const family = familyOf(pid);
      const ended = once(racer, "exit");
      process.kill(pid, signal);
      expect((await ended)[0]).toBe(code);
      await expect.poll(() => stillThere(family), { timeout: 10_000 }).toEqual([]);
      const left = () => cgroupsOf(pid);
      await expect.poll(left, { timeout: 10_000 }).toEqual([]);
      if (code === 4)
        expect(JSON.parse(output)).toMatchObject({ complete: false, conclusion: "not-decided" });
    }
  });

  test("what cannot be played here hides no difference elsewhere", async () => {
    const [good, wrong] = [file("good.jsonl", FORK), file("wrong.jsonl", FORK.replace('"ok"', '"EAGAIN"'))];
    const withoutCompiler = (...words: string[]) =>
      nsmodel([...words, "--on", "kernel"], "", { CC: "/nowhere/cc", XDG_CACHE_HOME: join(folder, "cache") });
    const whole = await withoutCompiler("replay", good, wrong);
    expect(whole.code).toBe(1);
    expect(whole.output).toMatch(/good\.jsonl: not played: This machine cannot play histories: .*C compiler/);
    expect(whole.output).toMatch(/wrong\.jsonl:2: fork: the file says EAGAIN, nested says ok/);
    const tested = await withoutCompiler("test", good, "--log", "not-played.log");
    expect(tested.code).toBe(3);
    expect(tested.output).toMatch(/good\.jsonl:1: not played: .*\n1 history: 1 skipped/);
    expect(readFileSync(join(folder, "not-played.log"), "utf8")).toMatch(/"end":"stopped".*C compiler/);
  });

  test("without a compiler it says what is missing, with exit code 3", async () => {
    const cache = { CC: "/nowhere/cc", XDG_CACHE_HOME: join(folder, "cache") };
    const { code, output, errors } = await nsmodel(["conform"], "", cache);
    expect({ code, output }).toEqual({ code: 3, output: "" });
    expect(errors).toMatch(/C compiler.*\n?.*apt install gcc/);
    expect(readdirSync(folder)).not.toContain("cache");
  });
});

const FEW = ["conform", "--runs", "3", "--length", "6", "--seed", "1"];
const TRACE = /^\s+at /m;

/** Runs a shell script, in which `nsmodel` is this tool, in a new mount namespace and, with `user`, a new user namespace. */
function inNamespaces(script: string, user?: "user") {
  const flags = user === undefined ? "-m" : "-Urm";
  const tool = `nsmodel() { "${process.execPath}" "${NSMODEL}" "$@"; }`;
  return new Promise<{ readonly code: number; readonly output: string; readonly errors: string }>((done) => {
    execFile(
      "sh",
      ["-c", `unshare ${flags} sh -c "$0"`, `${tool}\n${script}`],
      { cwd: folder, maxBuffer: 2 ** 26 },
      (error, output, errors) => done({ code: error === null ? 0 : Number(error.code), output, errors }),
    );
  });
}

describeOnKernel("a machine that lacks something", ["superuser", "compiler", "cgroup2"], () => {
  test.each([
    [
      "a compiler that compiles",
      { CC: "false" },
      /false cannot compile the agent: no message\.\nInstall one/,
    ],
    [
      "a compiler that makes anything",
      { CC: "true -x" },
      /true cannot compile the agent: it produced no program/,
    ],
  ] as const)("%s: exit code 3, and what to do", async (_what, environment, words) => {
    const { code, output, errors } = await nsmodel(FEW, "", {
      ...environment,
      XDG_CACHE_HOME: join(folder, "c"),
    });
    expect({ code, output }).toEqual({ code: 3, output: "" });
    expect(errors).toMatch(words);
    expect(errors).not.toMatch(TRACE);
  });

  test("a folder to keep the agent in: it is played all the same, and said", async () => {
    writeFileSync(join(folder, "file"), "");
    const { code, errors } = await nsmodel(FEW, "", { XDG_CACHE_HOME: join(folder, "file") });
    expect(code).toBe(0);
    expect(errors).toMatch(/^nsmodel: The folder .*file\/nsmodel is not used \(file: ENOTDIR\): .*\n$/);
  });

  test("/proc: exit code 3", async () => {
    const { code, output, errors } = await inNamespaces(
      `mount -t tmpfs none /proc; nsmodel ${FEW.join(" ")}`,
    );
    expect({ code, output }).toEqual({ code: 3, output: "" });
    expect(errors).toMatch(/\/proc does not show this process.\nMount it with/);
    expect(errors).not.toMatch(TRACE);
  });

  test("a cgroup2 that can be written to: no word that containers agree, and exit code 4", async () => {
    const readOnly = `mount -o remount,bind,ro ${cgroup2Mount()}`;
    const { code, output, errors } = await inNamespaces(`${readOnly}; nsmodel ${FEW.join(" ")}`);
    expect(code).toBe(4);
    expect(errors).toMatch(/No cgroup can be used here \(mkdir: EROFS in .*\): .* not compared/);
    expect(output).toMatch(/agrees with nested in tasks and namespaces.* Containers were not compared/);
    expect(output).not.toContain("the same after every event");
    const history = file("whole.jsonl", FORK, UNSHARE);
    const replayed = await inNamespaces(`${readOnly}; nsmodel replay --on kernel ${history}`);
    expect(replayed.code).toBe(4);
    expect(replayed.output).toMatch(
      /agrees with nested in tasks and namespaces; containers were not compared: 2 events/,
    );
  });

  test("one of two mounts of cgroup2 that can be written to: the other is used", async () => {
    const other = join(folder, "other mount");
    mkdirSync(other);
    const mounts = `mount -o remount,bind,ro ${cgroup2Mount()}; mount -t cgroup2 none '${other}'`;
    const { code, output } = await inNamespaces(`${mounts}; nsmodel ${FEW.join(" ")}`);
    expect(code).toBe(0);
    expect(output).toContain(`cgroup2 at ${other}`);
  });

  test("a simple name of its own cgroup: it is read to its end", async () => {
    const cgroup = join(cgroup2Mount() ?? "", `fd00::${process.pid}`);
    const inside = `mkdir '${cgroup}'; echo $$ > '${cgroup}/cgroup.procs'`;
    const bound = `mkdir -p bound; mount --bind '${cgroup}' bound; umount ${cgroup2Mount()}`;
    try {
      const { code, output } = await inNamespaces(`${inside}; ${bound}; nsmodel ${FEW.join(" ")}`);
      expect({ code, differs: output.includes("differs") }).toEqual({ code: 0, differs: false });
      expect(output).toContain(`cgroup2 at ${join(folder, "bound")}`);
    } finally {
      await expect.poll(() => isRemoved(cgroup), { timeout: 10_000 }).toBe(true);
    }
  });

  test("namespaces for an experiment: the comparison is kept, and what was not found out is said, with exit code 4", async () => {
    const limit = "echo 0 > /proc/sys/user/max_net_namespaces";
    const { code, output, errors } = await inNamespaces(`${limit}; nsmodel ${FEW.join(" ")} --json`, "user");
    expect({ code, errors }).toEqual({ code: 4, errors: "" });
    const { histories, divergences, enforcement } = JSON.parse(output);
    expect({ histories, divergences }).toEqual({ histories: 3, divergences: [] });
    const unknown = enforcement.filter(({ keptBy }: { keptBy: string }) => keptBy === "unknown");
    expect(unknown).toMatchObject([
      {
        property: "fork-inherits",
        why: "This could not be tried: unshare: ENOSPC: a limit is reached, e.g. one in /proc/sys/user.",
      },
    ]);
  });

  test("the rights of the superuser: no race, and exit code 3", async () => {
    const { code, output, errors } = await inNamespaces(
      `setpriv --bounding-set=-sys_admin "${process.execPath}" "${NSMODEL}" race`,
    );
    expect({ code, output }).toEqual({ code: 3, output: "" });
    expect(errors).toMatch(/cannot run a race: only the superuser may run a race\.\nRun it as root/);
  });

  test("a call that it refuses: exit code 3", async () => {
    const refuse = compileRefuse(folder);
    const { code, errors } = await nsmodel(FEW, "", {}, [
      refuse,
      { REFUSE: "pidfd_send_signal", ERRNO: "1" },
    ]);
    expect(code).toBe(3);
    expect(errors).toMatch(/the machine refuses pidfd_send_signal \(EPERM\)\.\n/);
  });

  test.each(["SIGKILL", "SIGSEGV"] as const)(
    "the agent, which gets %s in mid-run: exit code 3, and nothing is left",
    async (signal) => {
      const player = spawn(process.execPath, [NSMODEL, "conform", "--runs", "5000"], { cwd: folder });
      let errors = "";
      player.stderr.on("data", (piece: Buffer) => {
        errors += piece.toString();
      });
      const { pid = 0 } = player;
      const runs = () =>
        readdirSync(cgroup2Mount() ?? "").filter((name) => name.startsWith(`nsmodel-${pid}-`));
      await expect.poll(() => runs().length, { timeout: 20_000 }).toBe(1);
      const family = familyOf(pid);
      const agent = family.find((other) => nameOf(other) === "nsmodel-agent") ?? 0;
      const ended = once(player, "exit");
      process.kill(agent, signal);
      expect((await ended)[0]).toBe(3);
      expect(errors).toMatch(new RegExp(`the agent ended with ${signal}\\.`));
      expect(errors).not.toMatch(TRACE);
      expect(runs()).toEqual([]);
      await expect.poll(() => stillThere(family), { timeout: 10_000 }).toEqual([]);
    },
  );
});

/** The kernel's name for the processes of a race. */
const RACE = "nsmodel-race";

/** The cgroups of a run, in every hierarchy that is mounted. */
function cgroupsOf(pid: number): string[] {
  return readFileSync("/proc/self/mountinfo", "utf8")
    .split("\n")
    .filter((line) => / - cgroup2? /.test(line))
    .flatMap((line) => readdirSync(line.split(" ")[4] ?? ""))
    .filter((name) => name.startsWith(`nsmodel-${pid}-`));
}

function nameOf(pid: number): string | undefined {
  try {
    return readFileSync(`/proc/${pid}/comm`, "utf8").trim();
  } catch {
    return undefined; // it has gone in the meantime
  }
}

function isRemoved(cgroup: string): boolean {
  try {
    rmdirSync(cgroup);
    return true;
  } catch (error) {
    return error instanceof Error && "code" in error && error.code === "ENOENT";
  }
}
