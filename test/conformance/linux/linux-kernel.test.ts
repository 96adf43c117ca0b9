import { spawnSync } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import { linux } from "../../../models/linux/linux.ts";
import { nested } from "../../../models/nested.ts";
import { conform } from "../../../src/conformance/conform.ts";
import { isNeverProvoked } from "../../../src/conformance/coverage.ts";
import { firstDifference } from "../../../src/conformance/divergence.ts";
import { LinuxKernel } from "../../../src/conformance/linux/linux-kernel.ts";
import { isAtLeast } from "../../../src/domains/linux/kernel-version.ts";
import type { LinuxOperation } from "../../../src/domains/linux/operations.ts";
import type { LinuxScope } from "../../../src/domains/linux/scope.ts";
import { operationsFrom } from "../../../src/domains/linux/shorthand.ts";
import { KINDS } from "../../../src/model/kind.ts";
import type { Model } from "../../../src/model/model.ts";
import { taskNumber } from "../../../src/model/numbers.ts";
import { readLinuxHistory } from "../../models/linux/read-linux-history.ts";
import { timesOf } from "../../quick/quick.ts";
import { familyOf, stillThere } from "../agent/processes.ts";
import { describeOnKernel } from "../machine.ts";
import { linuxHistory } from "./random-history.ts";

const scope: LinuxScope = { tasks: 4, kinds: KINDS };
const HISTORIES = join(import.meta.dirname, "../../histories/linux");
const RANDOM = timesOf(200);
const LENGTH = 12;
const PATIENCE = { timeout: 10_000 };

/** The recorded histories, each with its scope, which may name the kernel whose rules it follows. */
const RECORDED = readdirSync(HISTORIES).map((file) => {
  const { scope, lines } = readLinuxHistory(readFileSync(join(HISTORIES, file), "utf8"));
  const operations = lines.flatMap((line) => ("operation" in line ? [{ ...line.operation }] : []));
  return [file.replace(/\.jsonl$/, ""), { scope, operations }] as const;
});

describeOnKernel("the kernel as a backend of linux", ["superuser", "compiler"], () => {
  let kernel: LinuxKernel;
  beforeAll(async () => {
    kernel = await LinuxKernel.start();
  });
  afterAll(() => kernel.close());

  /** How the kernel differs from the model, in words; or why it stopped playing. */
  async function differencesIn(operations: readonly LinuxOperation[], backend = kernel) {
    const run = await backend.play(
      linux,
      backend.scopeHere(scope),
      operations.map((operation) => ({ ...operation })),
      { untilDifference: true },
    );
    return firstDifference(run)?.differences ?? run.stopped?.why ?? [];
  }

  test.each(RECORDED)("%s, which was recorded", async (_, { scope: written, operations }) => {
    const run = await kernel.play(linux, kernel.scopeHere(written), operations);
    expect(firstDifference(run)?.differences ?? []).toEqual([]);
    if (run.stopped !== undefined) expect(run.stopped.why).toContain("cannot run here");
    // A history that names no kernel follows the rules of this one, so it is played to its end.
    if (written.kernel === undefined) expect(run.stopped).toBeUndefined();
  });

  test("random histories come out as the model says", async () => {
    const here = kernel.scopeHere(scope);
    const histories = fc.sample(linuxHistory(here, LENGTH), RANDOM);
    const all = await Promise.all(
      histories.map(async (operations) => ({ operations, differences: await differencesIn(operations) })),
    );
    expect(all.filter(({ differences }) => differences.length > 0)).toEqual([]);
  });

  test("makes each refusal of the model, and each call succeeds", async () => {
    const here = kernel.scopeHere(scope);
    const playing = conform(kernel, linux as unknown as Model, here, { histories: "each refusal" });
    let next = await playing.next();
    while (next.done !== true) next = await playing.next();
    const { divergences, coverage } = next.value;
    expect(divergences).toEqual([]);
    expect(coverage.filter(isNeverProvoked)).toEqual([]);
    expect(coverage.find(({ refusal }) => refusal === "pid too deep")).toMatchObject({ seen: 1 });
  });

  test("where the scope nests less deep, the kernel is not asked", async () => {
    const operation = { op: "unshare", task: taskNumber(1), kinds: ["user"] };
    const run = await kernel.play(linux, { ...kernel.scopeHere(scope), userLevels: 0 }, [operation]);
    expect(run.events).toMatchObject([{ outcome: "ENOSPC", calls: [], differences: [] }]);
  });

  test("a backend that leaves a call out is found", async () => {
    const broken = await LinuxKernel.start({
      alter: (request, purpose) =>
        purpose.is === "step" && request.call === "unshare" ? undefined : request,
    });
    try {
      const found = await differencesIn([{ op: "unshare", task: FIRST, kinds: ["uts"] }], broken);
      expect(found).toMatchObject([{ sort: "namespace" }]);
    } finally {
      await broken.close();
    }
  });

  test("nobody else can take hold of a task that has changed its ids, nor of the agent", async () => {
    const open: number[] = [];
    const asked: number[] = [];
    const others = new Set(familyOf(process.pid));
    let hasChanged = false;
    const watched = await LinuxKernel.start({
      alter: (request) => {
        hasChanged ||= request.call === "setresid";
        if (!hasChanged || request.call !== "settle") return request;
        const family = familyOf(process.pid).filter((pid) => !others.has(pid));
        asked.push(...family);
        open.push(...family.filter((pid) => canTakeHoldOf(pid, STRANGER)));
        return request;
      },
    });
    try {
      const operations = operationsFrom(`clone 1 -; setuid 2 ${STRANGER}`);
      expect(await differencesIn(operations, watched)).toEqual([]);
    } finally {
      await watched.close();
    }
    expect(asked.length).toBeGreaterThanOrEqual(3); // the agent and two tasks
    expect(open).toEqual([]);
  });

  test("nothing is played where every id is somebody's", async () => {
    const starting = LinuxKernel.start({ taken: [{ first: 1, count: 2 ** 32 - 2 }] });
    await expect(starting).rejects.toThrow("there are no free user ids");
  });

  test("a history by the rules of another release is played as far as its own come to the same", async () => {
    const operations = operationsFrom("unshare 1 pid; nsfile 1 1 pid_for_children f");
    const isOlder = !isAtLeast(kernel.about.version, "7.1");
    const run = await kernel.play(linux, { ...scope, kernel: isOlder ? "7.3" : "6.18" }, operations);
    expect(firstDifference(run)).toBeUndefined();
    expect(run.events).toHaveLength(1);
    expect(run.stopped?.why).toContain(`nsfile cannot run here, on ${kernel.about.version}: the rule that`);
  });

  test("another domain has no calls for it", async () => {
    const small = nested.domain.scopes.defaults.check;
    await expect(kernel.play(nested, small, [])).rejects.toThrow(
      "nested is not a design of the domain linux",
    );
  });

  test("its own rules hold in a scope, unless that names others", () => {
    expect(kernel.scopeHere(scope)).toEqual({ ...scope, kernel: kernel.about.version });
    expect(kernel.scopeHere({ ...scope, kernel: "7.3" })).toEqual({ ...scope, kernel: "7.3" });
  });

  test("says which kernel it is", () => {
    expect(kernel.about.release.startsWith(kernel.about.version)).toBe(true);
  });
});

/** An ordinary user of the machine. */
const STRANGER = 1000;

/** Whether a user may open the memory of a process, which takes the same permission as ptrace(2). */
function canTakeHoldOf(pid: number, uid: number): boolean {
  return spawnSync("sh", ["-c", `: <> /proc/${pid}/mem`], { uid, gid: uid }).status === 0;
}

const BUSY: readonly LinuxOperation[] = [
  { op: "clone", task: 1, kinds: ["pid", "mnt"] },
  { op: "nsfile", task: 2, target: 2, kind: "net", file: "a" },
  { op: "bind", task: 2, file: "a", mount: "a" },
  { op: "clone", task: 2, kinds: ["user"] },
  { op: "thread", task: 3 },
  { op: "setns", task: 1, target: 2, kinds: ["pid"] },
  { op: "clone", task: 1, kinds: [] },
  { op: "exit", task: 4 },
  { op: "kill", task: 1, target: 2 },
] as unknown as LinuxOperation[]; // task numbers are plain numbers here
const [{ task: FIRST } = { task: 1 as never }] = BUSY; // a task number

describeOnKernel("the end of the backend of linux", ["superuser", "compiler"], () => {
  const mounts = () => readFileSync("/proc/self/mountinfo", "utf8");

  test("leaves no process and no mount", async () => {
    const before = mounts();
    const kernel = await LinuxKernel.start();
    const run = await kernel.play(
      linux,
      kernel.scopeHere(scope),
      BUSY.map((operation) => ({ ...operation })),
    );
    expect(firstDifference(run)).toBeUndefined();
    expect(run.events.map(({ outcome }) => outcome)).toEqual(BUSY.map(() => "ok"));
    const family = familyOf(process.pid).slice(1);
    expect(family.length).toBeGreaterThan(0);
    await kernel.close();
    expect(stillThere(family)).toEqual([]);
    expect(mounts()).toBe(before);
  });

  test.each(["SIGTERM", "SIGKILL"] as const)("by %s amid a history does too", async (signal) => {
    const others = new Set(familyOf(process.pid));
    const kernel = await LinuxKernel.start();
    const playing = Array.from({ length: 8 }, () =>
      kernel.play(
        linux,
        kernel.scopeHere(scope),
        BUSY.map((operation) => ({ ...operation })),
      ),
    );
    const ended = Promise.allSettled(playing);
    await playing[0];
    const family = familyOf(process.pid).filter((pid) => !others.has(pid));
    const agent = family.find((pid) => readFileSync(`/proc/${pid}/comm`, "utf8").trim() === "nsmodel-agent");
    process.kill(agent ?? 0, signal);
    await ended;
    await expect.poll(() => stillThere(family), PATIENCE).toEqual([]);
    await expect(kernel.close()).rejects.toThrow();
  });
});
