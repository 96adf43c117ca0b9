import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { Agent } from "../../../src/conformance/agent/agent.ts";
import {
  NAMESPACE_FLAGS,
  PRCTL,
  SHARE_FLAGS,
  WAIT,
  WORKING_DIRECTORY,
} from "../../../src/conformance/agent/flags.ts";
import { OPERATIONS_LIMIT } from "../../../src/conformance/agent/limits.ts";
import { type AgentSlot, CALLS, MAIN } from "../../../src/conformance/agent/operations.ts";
import { NAMESPACE_FILES, type SlotSnapshot } from "../../../src/conformance/agent/snapshot.ts";
import { ToolLimit } from "../../../src/conformance/agent/tool-limit.ts";
import { describeOnKernel } from "../machine.ts";
import { ask, cloned, given, outcomes, spawned } from "./asked.ts";
import { bytes, everyOperation, refusedOf } from "./every-operation.ts";
import { statusOf } from "./processes.ts";

const SIGTERM = 15;

describeOnKernel("operations", ["superuser", "compiler"], () => {
  let agent: Agent;
  let folder: string;
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), "nsmodel-agent-"));
    agent = await Agent.start();
  });
  afterEach(async () => {
    given(await ask(agent, { call: "reset" }));
  });
  afterAll(async () => {
    await agent.close();
    rmSync(folder, { recursive: true });
  });

  const link = (pid: number, name: string) => readlinkSync(`/proc/${pid}/ns/${name}`);
  const own = (path: string) => ({ directory: WORKING_DIRECTORY, path: join(folder, path) });
  async function snapshot(slot: AgentSlot): Promise<SlotSnapshot> {
    const [seen] = given(
      await ask(agent, { call: "snapshot", show: [...NAMESPACE_FILES, "status", "cgroups"], slots: [slot] }),
    );
    if (seen === undefined) throw new Error("no snapshot");
    return seen;
  }

  test("each succeeds once, and the list of them is whole", async () => {
    const other = await Agent.start();
    const batch = everyOperation(folder);
    expect(await refusedOf(other, batch)).toEqual([]);
    await other.close();
    expect(readdirSync(folder)).toEqual([]);
    const asked = new Set([...batch.map(({ call }) => call), "start"]);
    expect(CALLS.filter((call) => !asked.has(call))).toEqual(["handle", "open_by_handle", "listns"]);
  });

  test("a handle opens what it was taken of, and a process without the right may not", async () => {
    await spawned(agent, 0);
    mkdirSync(join(folder, "named"));
    const place = { directory: WORKING_DIRECTORY, path: folder };
    const handle = given(await ask(agent, { call: "handle", ...place, path: join(folder, "named") }));
    const mount = given(await ask(agent, { call: "open", slot: MAIN, ...place, flags: 0, mode: 0 }));
    const opening = { call: "open_by_handle", mount, flags: 0, handle } as const;
    const file = given(await ask(agent, { ...opening, slot: 0 }));
    expect(given(await ask(agent, { call: "inode", file }))).toBe(statSync(join(folder, "named")).ino);
    given(await ask(agent, { call: "drop", slot: 0 }));
    expect((await ask(agent, { ...opening, slot: 0 })).outcome).toBe("EPERM");
    rmSync(join(folder, "named"), { recursive: true });
  });

  test("a list of namespaces is refused where its request is too short, or where there is none", async () => {
    await spawned(agent, 0);
    const { outcome } = await ask(agent, { call: "listns", slot: 0, request: bytes("") });
    expect(["EINVAL", "ENOSYS"]).toContain(outcome);
  });

  describe("processes", () => {
    test("a spawned body is a child of root, in the bodies' pid namespace", async () => {
      const { hostPid } = await spawned(agent, 0);
      const root = Number(statusOf(hostPid, "PPid"));
      expect(Number(statusOf(root, "PPid"))).toBe(agent.pid);
      expect(link(hostPid, "pid")).not.toBe(link(agent.pid, "pid"));
      expect(link(hostPid, "mnt")).not.toBe(link(process.pid, "mnt"));
      expect(link(agent.pid, "mnt")).not.toBe(link(process.pid, "mnt"));
    });

    test.each(Object.entries(NAMESPACE_FLAGS))(
      "clone makes a namespace of kind %s and no other",
      async (kind, flag) => {
        const parent = await spawned(agent, 0);
        const child = await cloned(agent, 0, 1, flag);
        const kinds = Object.keys(NAMESPACE_FLAGS);
        expect(kinds.filter((other) => link(parent.hostPid, other) !== link(child.hostPid, other))).toEqual([
          kind,
        ]);
      },
    );

    test("clone3 with CLONE_PARENT makes a sibling, CLONE_VM a child that shares memory", async () => {
      const parent = await spawned(agent, 0);
      const sibling = await cloned(agent, 0, 1, SHARE_FLAGS.parent);
      expect(statusOf(sibling.hostPid, "PPid")).toBe(statusOf(parent.hostPid, "PPid"));
      const child = await cloned(agent, 0, 2, SHARE_FLAGS.vm | SHARE_FLAGS.fs | SHARE_FLAGS.sysvsem);
      expect(Number(statusOf(child.hostPid, "PPid"))).toBe(parent.hostPid);
      expect(await outcomes(agent, [{ call: "unshare", slot: 2, flags: NAMESPACE_FLAGS.uts }])).toEqual([
        "ok",
      ]);
      expect(await outcomes(agent, [{ call: "unshare", slot: 0, flags: NAMESPACE_FLAGS.user }])).toEqual([
        "ok",
      ]);
    });

    test("the kernel's own refusals come through", async () => {
      await spawned(agent, 0);
      expect(
        await outcomes(agent, [
          { call: "clone", slot: 0, child: 1, flags: NAMESPACE_FLAGS.mnt | SHARE_FLAGS.fs, cgroup: null },
          { call: "unshare", slot: 0, flags: 1 },
          { call: "setns", slot: 0, file: 0, flags: 0 },
          { call: "setns", slot: 0, file: { resultOf: 1 }, flags: 0 },
          { call: "clone", slot: 0, child: 1, flags: 0x0001_0000, cgroup: null },
          { call: "spawn", child: 0, cgroup: null },
          { call: "spawn", child: 1, cgroup: { resultOf: 2 } },
          { call: "close", slot: MAIN, file: { pidfdOf: 0 } },
          { call: "close", slot: MAIN, file: 3 },
          { call: "start", user: false, apart: true },
        ]),
      ).toEqual([
        ...["EINVAL", "EINVAL", "EINVAL", "EBADF", "EINVAL"],
        ...["EEXIST", "EBADF", "EBUSY", "EBADF", "EEXIST"],
      ]);
    });

    test("vfork leaves nothing behind", async () => {
      const { hostPid } = await spawned(agent, 0);
      given(await ask(agent, { call: "vfork", slot: 0, flags: NAMESPACE_FLAGS.uts }));
      expect(readFileSync(`/proc/${hostPid}/task/${hostPid}/children`, "utf8")).toBe("");
    });

    test("a second thread is there, and bars a new user namespace", async () => {
      const { hostPid } = await spawned(agent, 0);
      given(await ask(agent, { call: "thread", slot: 0 }));
      expect(readdirSync(`/proc/${hostPid}/task`)).toHaveLength(2);
      expect(await outcomes(agent, [{ call: "unshare", slot: 0, flags: NAMESPACE_FLAGS.user }])).toEqual([
        "EINVAL",
      ]);
    });

    test("setns enters by pidfd, and by a file of /proc", async () => {
      const first = await spawned(agent, 0);
      const second = await spawned(agent, 1);
      const before = link(first.hostPid, "uts");
      given(await ask(agent, { call: "unshare", slot: 1, flags: NAMESPACE_FLAGS.uts | NAMESPACE_FLAGS.ipc }));
      given(await ask(agent, { call: "setns", slot: 0, file: { pidfdOf: 1 }, flags: NAMESPACE_FLAGS.uts }));
      expect(link(first.hostPid, "uts")).toBe(link(second.hostPid, "uts"));
      expect(link(first.hostPid, "uts")).not.toBe(before);
      expect(
        await outcomes(agent, [
          { call: "open", slot: 0, directory: { procOf: 1 }, path: "ns/ipc", flags: 0, mode: 0 },
          { call: "setns", slot: 0, file: { resultOf: 0 }, flags: 0 },
        ]),
      ).toEqual(["ok", "ok"]);
      expect(link(first.hostPid, "ipc")).toBe(link(second.hostPid, "ipc"));
    });

    test("exit leaves a zombie with its status, until the parent waits", async () => {
      await spawned(agent, 0);
      const { hostPid } = await cloned(agent, 0, 1);
      const waitid = {
        call: "waitid",
        slot: 0,
        pidfd: { pidfdOf: 1 },
        options: WAIT.exited | WAIT.nohang,
      } as const;
      expect(given(await ask(agent, waitid))).toEqual({ code: 0, status: 0 });
      given(await ask(agent, { call: "exit", slot: 1, status: 7 }));
      const zombie = { call: "wait_gone", until: "zombie", milliseconds: 5000, slots: [1] } as const;
      expect(given(await ask(agent, zombie))).toEqual(["zombie"]);
      expect(statusOf(hostPid, "State")).toBe("Z (zombie)");
      expect(given(await ask(agent, waitid))).toEqual({ code: 1, status: 7 });
      expect((await snapshot(1)).presence).toBe("gone");
      expect((await ask(agent, waitid)).outcome).toBe("ECHILD");
    });

    test("a body that ignores SIGCHLD has its children reaped", async () => {
      await spawned(agent, 0);
      given(await ask(agent, { call: "sigchld", slot: 0, ignore: true }));
      await cloned(agent, 0, 1);
      given(await ask(agent, { call: "signal", slot: 0, pidfd: { pidfdOf: 1 }, signal: SIGTERM }));
      expect(
        given(await ask(agent, { call: "wait_gone", until: "gone", milliseconds: 5000, slots: [1] })),
      ).toEqual(["gone"]);
    });

    test("an orphan goes to the nearest subreaper", async () => {
      const { hostPid } = await spawned(agent, 0);
      given(await ask(agent, { call: "prctl", slot: 0, option: PRCTL.setChildSubreaper, argument: 1 }));
      await cloned(agent, 0, 1);
      const orphan = await cloned(agent, 1, 2);
      given(await ask(agent, { call: "exit", slot: 1, status: 0 }));
      given(await ask(agent, { call: "wait_gone", until: "zombie", milliseconds: 5000, slots: [1] }));
      expect(Number(statusOf(orphan.hostPid, "PPid"))).toBe(hostPid);
    });

    test("a wait that comes to nothing says who still lives", async () => {
      await spawned(agent, 0);
      for (const until of ["ending", "zombie", "gone"] as const)
        expect(given(await ask(agent, { call: "wait_gone", until, milliseconds: 1, slots: [0, 9] }))).toEqual(
          ["living", "gone"],
        );
      expect(await outcomes(agent, [{ call: "unshare", slot: 0, flags: 0 }])).toEqual(["ok"]);
    });

    test("setresid changes all ids and stays dumpable; drop leaves no capability", async () => {
      const first = await spawned(agent, 0);
      const second = await spawned(agent, 1);
      given(await ask(agent, { call: "setresid", slot: 0, id: 1000 }));
      expect(statusOf(first.hostPid, "Uid")?.split("\t").slice(0, 3)).toEqual(["1000", "1000", "1000"]);
      expect(statusOf(first.hostPid, "Gid")?.split("\t").slice(0, 3)).toEqual(["1000", "1000", "1000"]);
      expect(statSync(`/proc/${first.hostPid}/ns`).uid).toBe(1000);
      given(await ask(agent, { call: "drop", slot: 1 }));
      expect(statusOf(second.hostPid, "CapEff")).toBe("0".repeat(16));
      expect(statusOf(second.hostPid, "Uid")).toBe("0\t0\t0\t0");
    });
  });

  describe("files", () => {
    test("are written and read by who is asked", async () => {
      const { hostPid } = await spawned(agent, 0);
      const [owned, read] = await agent.perform([
        { call: "write", slot: 0, directory: { procOf: 0 }, path: "oom_score_adj", bytes: bytes("123") },
        { call: "read", slot: MAIN, directory: { procOf: 0 }, path: "oom_score_adj" },
      ]);
      expect(given(owned)).toBe(3);
      expect(Buffer.from(given(read)).toString()).toBe("123\n");
      expect(readFileSync(`/proc/${hostPid}/oom_score_adj`, "utf8")).toBe("123\n");
    });

    test("a refusal says at which call it came", async () => {
      await spawned(agent, 0);
      const [missing, bad, unopened] = await agent.perform([
        { call: "write", slot: 0, ...own("missing"), bytes: bytes("1") },
        { call: "write", slot: 0, directory: { procOf: 0 }, path: "oom_score_adj", bytes: bytes("x") },
        { call: "open", slot: 0, ...own("missing"), flags: 0, mode: 0 },
      ]);
      expect(missing).toEqual({ outcome: "ENOENT", stage: 0 });
      expect(bad).toEqual({ outcome: "EINVAL", stage: 1 });
      expect(unopened).toEqual({ outcome: "ENOENT", stage: 0 });
    });

    test("directories are made, listed, renamed and removed", async () => {
      await spawned(agent, 0);
      const made = await agent.perform([
        { call: "mkdir", slot: MAIN, ...own("a"), mode: 0o700 },
        { call: "mkdir", slot: 0, ...own("a/ü"), mode: 0o777 },
        { call: "list", slot: 0, ...own("a") },
        {
          call: "rename",
          slot: MAIN,
          ...own("a/ü"),
          toDirectory: WORKING_DIRECTORY,
          toPath: own("a/b").path,
        },
        { call: "rmdir", slot: 0, ...own("a"), milliseconds: 0 },
      ]);
      expect(made.map(({ outcome }) => outcome)).toEqual(["ok", "ok", "ok", "ok", "ENOTEMPTY"]);
      expect(given(made[2])).toEqual(["ü"]);
      expect(readdirSync(own("a").path)).toEqual(["b"]);
      expect(statSync(own("a/b").path).mode & 0o777).toBe(0o777);
      rmSync(own("a").path, { recursive: true });
    });

    test("a mount is seen by who made it, not by the host", async () => {
      await spawned(agent, 0);
      const mountinfo = () => readFileSync("/proc/self/mountinfo", "utf8");
      const before = mountinfo();
      for (const slot of [0, MAIN]) {
        const [mounted, seen] = await agent.perform([
          { call: "mount", slot, flags: 0, source: "none", target: folder, type: "tmpfs", data: "size=4k" },
          { call: "read", slot, directory: WORKING_DIRECTORY, path: "/proc/self/mountinfo" },
        ]);
        expect(mounted.outcome).toBe("ok");
        expect(Buffer.from(given(seen)).toString()).toContain(folder);
        expect(mountinfo()).toBe(before);
        given(await ask(agent, { call: "umount", slot, flags: 0, target: folder }));
      }
    });
  });

  describe("a snapshot", () => {
    test("shows what /proc shows from outside", async () => {
      await spawned(agent, 0);
      const { hostPid } = await cloned(agent, 0, 1, NAMESPACE_FLAGS.pid | NAMESPACE_FLAGS.time);
      const seen = await snapshot(1);
      expect(seen.presence).toBe("living");
      for (const name of NAMESPACE_FILES) {
        const number = Number(/\[(\d+)\]/.exec(link(hostPid, name))?.[1]);
        expect([name, seen.links.get(name)]).toEqual([name, { outcome: "ok", value: number }]);
      }
      expect(given(seen.status)).toEqual({
        state: "S",
        parent: Number(statusOf(hostPid, "PPid")),
        uid: 0,
        capabilities: Number(`0x${statusOf(hostPid, "CapEff")}`),
        pids: statusOf(hostPid, "NSpid")?.split("\t").map(Number),
      });
      expect(given(seen.cgroups)).toBe(readFileSync(`/proc/${hostPid}/cgroup`, "utf8"));
    });

    test("of a zombie has its state and the errno of its links", async () => {
      await spawned(agent, 0);
      await cloned(agent, 0, 1);
      given(await ask(agent, { call: "exit", slot: 1, status: 0 }));
      given(await ask(agent, { call: "wait_gone", until: "zombie", milliseconds: 5000, slots: [1] }));
      const seen = await snapshot(1);
      expect(seen.presence).toBe("zombie");
      expect(seen.links.get("uts")?.outcome).not.toBe("ok");
      expect(given(seen.status).state).toBe("Z");
    });

    test("of a free slot has nothing but that", async () => {
      expect(await snapshot(200)).toEqual({
        presence: "gone",
        links: new Map(),
        owners: new Map(),
        parents: new Map(),
        status: undefined,
        cgroups: undefined,
      });
    });
  });

  test("a slot without a living body answers ESRCH, and the batch goes on", async () => {
    await spawned(agent, 0);
    expect(
      await outcomes(agent, [
        { call: "unshare", slot: 5, flags: 0 },
        { call: "exit", slot: 0, status: 0 },
        { call: "unshare", slot: 0, flags: 0 },
        { call: "spawn", child: 0, cgroup: null },
        { call: "unshare", slot: 0, flags: 0 },
      ]),
    ).toEqual(["ESRCH", "ok", "ESRCH", "ok", "ok"]);
  });

  test("a body killed from outside while it waits answers ESRCH", async () => {
    const { hostPid } = await spawned(agent, 0);
    process.kill(hostPid, "SIGKILL");
    await expect.poll(() => statusOf(hostPid, "State")).toBeUndefined();
    expect(await outcomes(agent, [{ call: "unshare", slot: 0, flags: 0 }])).toEqual(["ESRCH"]);
  });

  test("a body killed over an operation answers EOWNERDEAD, and the batch goes on", async () => {
    const { hostPid } = await spawned(agent, 0);
    await cloned(agent, 0, 1);
    const batch = outcomes(agent, [
      { call: "waitid", slot: 0, pidfd: { pidfdOf: 1 }, options: WAIT.exited },
      { call: "unshare", slot: 1, flags: NAMESPACE_FLAGS.uts },
    ]);
    await expect.poll(() => readFileSync(`/proc/${hostPid}/wchan`, "utf8")).toMatch(/wait/);
    process.kill(hostPid, "SIGKILL");
    expect(await batch).toEqual(["EOWNERDEAD", "ok"]);
  });

  test("batches may be sent without waiting, and are answered in order", async () => {
    await spawned(agent, 0);
    const numbers = await Promise.all(
      Array.from({ length: 50 }, async (_, index) => {
        const path = `p${index}`;
        const [, listed] = await agent.perform([
          { call: "mkdir", slot: 0, ...own(path), mode: 0o700 },
          { call: "list", slot: MAIN, ...own("") },
          { call: "rmdir", slot: 0, ...own(path), milliseconds: 0 },
        ]);
        return given(listed);
      }),
    );
    expect(numbers).toEqual(Array.from({ length: 50 }, (_, index) => [`p${index}`]));
  });

  test("reset kills every body and leaves no descriptor open", async () => {
    const descriptors = () => readdirSync(`/proc/${agent.pid}/fd`).length;
    given(await ask(agent, { call: "reset" }));
    const before = descriptors();
    const first = await spawned(agent, 0);
    const second = await cloned(agent, 0, 1, NAMESPACE_FLAGS.pid);
    const third = await cloned(agent, 1, 2, SHARE_FLAGS.vm);
    await snapshot(2);
    await snapshot(2);
    given(
      await ask(agent, {
        call: "open",
        slot: 2,
        directory: WORKING_DIRECTORY,
        path: folder,
        flags: 0,
        mode: 0,
      }),
    );
    expect(descriptors()).toBe(before + 5);
    given(await ask(agent, { call: "reset" }));
    expect(descriptors()).toBe(before);
    expect([first, second, third].map(({ hostPid }) => statusOf(hostPid, "State"))).toEqual([
      undefined,
      undefined,
      undefined,
    ]);
  });

  test("answers and batches may be of any size together", async () => {
    const read = { call: "read", slot: MAIN, ...own("large") } as const;
    const content = Buffer.alloc(60_000, "x");
    writeFileSync(read.path, content);
    const before = Array.from({ length: OPERATIONS_LIMIT + 10 }, () => ({ call: "hello" }) as const);
    const results = await agent.perform([
      ...before,
      { call: "open", slot: MAIN, ...own("large"), flags: 0, mode: 0 },
      ...Array.from({ length: 60 }, () => read),
      ...Array.from(
        { length: 60 },
        () => ({ call: "write", slot: MAIN, ...own("large"), bytes: content }) as const,
      ),
      ...before,
      { call: "close", slot: MAIN, file: { resultOf: before.length } },
    ]);
    expect(results.filter(({ outcome }) => outcome !== "ok")).toEqual([]);
    for (const result of results.slice(before.length + 1, before.length + 61))
      expect(Buffer.from(given<unknown>(result) as Uint8Array).equals(content)).toBe(true); // it answers a read
    expect(await outcomes(agent, [{ call: "close", slot: MAIN, file: { resultOf: 0 } }])).toEqual(["EBADF"]);
    rmSync(read.path);
  });

  test("a file or a directory that is too long for an answer is none of the kernel's", async () => {
    const read = { call: "read", slot: MAIN, ...own("large") } as const;
    writeFileSync(read.path, Buffer.alloc(65_536));
    expect(given(await ask(agent, read))).toHaveLength(65_536);
    writeFileSync(read.path, Buffer.alloc(65_537));
    await expect(agent.perform([read])).rejects.toThrow(
      "the tool cannot take an answer of more than 65536 bytes (read)",
    );
    rmSync(read.path);
    for (let name = 0; name < 300; name++) writeFileSync(own("x".repeat(250) + name).path, "");
    await expect(agent.perform([{ call: "list", slot: MAIN, ...own("") }])).rejects.toThrow(ToolLimit);
    for (const name of readdirSync(folder)) rmSync(own(name).path);
    expect((await ask(agent, { call: "hello" })).outcome).toBe("ok");
  });

  test("times counts what was performed, and the call is within the whole", async () => {
    const before = given(await ask(agent, { call: "times" })).get("rmdir")?.count ?? 0;
    await agent.perform([{ call: "rmdir", slot: MAIN, ...own("missing"), milliseconds: 0 }]);
    const cost = given(await ask(agent, { call: "times" })).get("rmdir");
    expect(cost?.count).toBe(before + 1);
    expect(cost?.inside).toBeGreaterThan(0);
    expect(cost?.whole).toBeGreaterThanOrEqual(cost?.inside ?? Number.NaN);
  });
});
