import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { describe, test } from "vitest";

/** What a test may need besides Linux. */
export type Need = "superuser" | "compiler" | "cgroup2";

const WHY_NOT: Readonly<Record<Need, () => string | undefined>> = {
  superuser: () => (hasSysAdmin() ? undefined : "this needs the superuser's rights (CAP_SYS_ADMIN)"),
  compiler: () => (startsCompiler() ? undefined : "this needs a C compiler (cc, or what CC names)"),
  cgroup2: () => (cgroup2Mount() !== undefined ? undefined : "this needs a mounted cgroup2"),
};

/**
 * Why this machine cannot run tests on the kernel.
 *
 * @returns the reason, or `undefined` if it can
 */
export function needsKernel(...needs: readonly Need[]): string | undefined {
  if (process.platform !== "linux") return "this needs Linux";
  return needs.map((need) => WHY_NOT[need]()).find((reason) => reason !== undefined);
}

/** Tests that need the kernel: if they cannot run, they are skipped and the reason is printed; with CI=true they fail instead. */
export function describeOnKernel(name: string, needs: readonly Need[], body: () => void): void {
  const reason = needsKernel(...needs);
  if (reason === undefined) {
    describe(name, body);
  } else if (process.env["CI"] === "true") {
    test(name, () => {
      throw new Error(reason);
    });
  } else {
    process.stderr.write(`skipped: ${name}: ${reason}\n`);
    describe.skip(`${name} (${reason})`, body);
  }
}

/** Where cgroup2 is mounted, if it is, even beside version 1. */
export function cgroup2Mount(): string | undefined {
  const line = readFileSync("/proc/self/mountinfo", "utf8")
    .split("\n")
    .find((mount) => mount.includes(" - cgroup2 "));
  return line?.split(" ")[4];
}

/** CAP_SYS_ADMIN, see capabilities(7). */
const SYS_ADMIN = 21n;

function hasSysAdmin(): boolean {
  const status = readFileSync("/proc/self/status", "utf8");
  const [, capabilities = "0"] = /^CapEff:\t([0-9a-f]+)$/m.exec(status) ?? [];
  return ((BigInt(`0x${capabilities}`) >> SYS_ADMIN) & 1n) === 1n;
}

function startsCompiler(): boolean {
  const [compiler = "cc"] = (process.env["CC"] ?? "cc").split(" ");
  try {
    execFileSync(compiler, ["--version"], { stdio: "ignore" });
    return true;
  } catch {
    return false;
  }
}
