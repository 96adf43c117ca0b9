import { execFileSync } from "node:child_process";
import { chmodSync, chownSync, mkdirSync, mkdtempSync, rmdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, expect, test } from "vitest";
import { CannotRun } from "../../../src/conformance/cannot-run.ts";
import { ContainerKernel } from "../../../src/conformance/containers/kernel.ts";
import { prepareSetting } from "../../../src/conformance/containers/setting.ts";
import { KINDS } from "../../../src/model/kind.ts";
import { compiledPath } from "../agent/compiled.ts";
import { conformed, scopeOf } from "../conforming.ts";
import { cgroup2Mount, describeOnKernel } from "../machine.ts";

const NOBODY = { uid: 65_534, gid: 65_534 };
const RANDOM = { histories: "random", runs: 40, length: 10, seed: 9 } as const;

describeOnKernel("an ordinary user's kernel", ["superuser", "compiler", "cgroup2"], () => {
  let folder: string;
  let program: string;
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), "nsmodel-setting-"));
    chmodSync(folder, 0o755);
    program = await compiledPath({ environment: { ...process.env, XDG_CACHE_HOME: folder } });
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  test("has real namespaces without a cgroup, and says so", async () => {
    const kernel = await ContainerKernel.start({ user: true, agent: { program, ids: NOBODY } });
    try {
      expect(kernel.about.hierarchy.version).toBe("none");
      expect(kernel.leftOut).toHaveLength(2);
      expect(kernel.leftOut.join()).toMatch(
        /user namespace.*No cgroup can be used here \(mkdir: EACCES in /s,
      );
      const { divergences } = await conformed(kernel, scopeOf(KINDS), RANDOM);
      expect(divergences).toEqual([]);
      await expect(kernel.enforcement()).rejects.toThrow(CannotRun);
    } finally {
      await kernel.close();
    }
  });

  test("has cgroups too where one is its user's", async () => {
    const cgroup = join(cgroup2Mount() ?? "", `nsmodel-test-${process.pid}-delegated`);
    const files = ["", "cgroup.procs", "cgroup.threads", "cgroup.subtree_control"];
    mkdirSync(cgroup);
    try {
      for (const file of files) chownSync(join(cgroup, file), NOBODY.uid, NOBODY.gid);
      const script = fileURLToPath(new URL("./delegated.ts", import.meta.url));
      // A shell enters the cgroup, so this process itself stays where it is.
      const output = execFileSync(
        "sh",
        [
          "-c",
          'echo $$ > "$0/cgroup.procs" && exec "$@"',
          cgroup,
          process.execPath,
          "--import",
          "tsx",
          script,
          program,
        ],
        { encoding: "utf8" },
      );
      expect(JSON.parse(output)).toEqual({
        version: "v2",
        leftOut: 1,
        divergences: 0,
        histories: RANDOM.runs,
      });
    } finally {
      // A task leaves its cgroup a little after it has died.
      await expect.poll(() => isRemoved(cgroup), { timeout: 10_000 }).toBe(true);
    }
  });

  test("has no hierarchy of version 1", async () => {
    await expect(prepareSetting({ hierarchy: "v1", user: true })).rejects.toThrow(
      "only the superuser may mount a hierarchy of version 1",
    );
  });
});

describeOnKernel("a machine that cannot", ["superuser", "cgroup2"], () => {
  test("says what is missing and how to get it", async () => {
    const compiler = process.env["CC"];
    process.env["CC"] = "/nonexistent/cc";
    try {
      const refused = prepareSetting();
      await expect(refused).rejects.toBeInstanceOf(CannotRun);
      await expect(refused).rejects.toMatchObject({ hint: expect.stringContaining("apt install") });
    } finally {
      restore("CC", compiler);
    }
  });
});

function isRemoved(cgroup: string): boolean {
  try {
    rmdirSync(cgroup);
    return true;
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "EBUSY") return false;
    throw error;
  }
}

function restore(name: string, value: string | undefined): void {
  if (value === undefined) delete process.env[name];
  else process.env[name] = value;
}
