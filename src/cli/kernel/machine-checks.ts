import { existsSync, readFileSync } from "node:fs";
import { availableParallelism, freemem, release, tmpdir, totalmem } from "node:os";
import { DOMAINS, MODELS } from "../../catalogue.ts";
import { Compiler } from "../../conformance/agent/compiler.ts";
import { type AnyKernel, startKernelFor } from "../../conformance/any-kernel.ts";
import { CannotRun } from "../../conformance/cannot-run.ts";
import { hasSysAdmin } from "../../conformance/containers/privileges.ts";
import { mountsOfCgroup2, mustShowProcesses } from "../../conformance/containers/setting.ts";
import { releaseRulesOf } from "../../conformance/linux/release-rules.ts";
import { KINDS, type Kind } from "../../model/kind.ts";
import { counted } from "../../text/counted.ts";
import { enumerated } from "../../text/words.ts";

/** What one check found: that the machine can do something, or why not and how to get it. */
export type Found =
  | { readonly check: string; readonly can: true; readonly what: string }
  | { readonly check: string; readonly can: false; readonly why: string; readonly how: string };

/** Something that a machine can do or not. */
export interface Check {
  readonly name: string;
  /** Says what it can, in a few words. @throws {CannotRun} if it cannot, with the reason and how to get it */
  readonly look: () => string | Promise<string>;
  /** Whether a part of nsmodel does not work at all without it. */
  readonly isNeeded?: true;
}

/** How a kernel is started; tests pass their own. */
export type StartKernel = typeof startKernelFor;

/** Makes a check. Any error other than `CannotRun` is thrown on. */
export async function runCheck({ name, look }: Check): Promise<Found> {
  try {
    return { check: name, can: true, what: await look() };
  } catch (error) {
    if (!(error instanceof CannotRun)) throw error;
    return { check: name, can: false, why: error.message, how: error.hint };
  }
}

/**
 * The checks of this machine. Whether histories can be played on its kernel is found out by starting it as `conform` does, so that the two
 * cannot disagree; the checks before that say what it takes.
 */
export function machineChecks(start: StartKernel = startKernelFor): Check[] {
  return [
    { name: "searches", look: searching },
    { name: "Linux", look: linuxRelease },
    { name: "rules of Linux", look: rulesOfLinux },
    { name: "/proc", look: procOfThisProcess },
    ...KINDS.map((kind) => ({ name: `${kind} namespaces`, look: () => namespacesOf(kind) })),
    { name: "privileges", look: rights },
    { name: "ordinary users", look: ordinaryUsers },
    { name: "C compiler", look: compiler },
    { name: "cgroup2", look: cgroup2 },
    { name: "containers on the kernel", isNeeded: true, look: () => play(start, DOMAINS[0], "v2") },
    { name: "containers, with cgroups v1", look: () => play(start, DOMAINS[0], "v1") },
    ...DOMAINS.slice(1).map((domain) => ({
      name: `calls of ${domain.name} on the kernel`,
      isNeeded: true as const,
      look: () => play(start, domain, "v2"),
    })),
  ];
}

const GIB = 2 ** 30;
const inGiB = (bytes: number): string => `${(bytes / GIB).toFixed(1)} GiB`;

function searching(): string {
  return `Node ${process.versions.node}, ${counted(availableParallelism(), "core")}, ${inGiB(freemem())} of ${inGiB(totalmem())} free`;
}

const NEWER = "Run it on Linux 5.14 or newer, e.g. in a virtual machine.";

function mustBeLinux(): void {
  if (process.platform !== "linux") throw new CannotRun("this is not Linux", NEWER);
}

function linuxRelease(): string {
  mustBeLinux();
  return release();
}

/** Which of the rules that came with a release the kernel has. */
function rulesOfLinux(): string {
  mustBeLinux();
  const { had, missing } = releaseRulesOf(
    release(),
    MODELS.flatMap(({ rules }) => rules?.releases ?? []),
  );
  if (missing.length === 0) return `all ${had.length} rules that came with a release`;
  const words = missing.map(({ what, since }) => `${what} (${since})`);
  throw new CannotRun(
    `${release()} lacks ${counted(missing.length, "rule")} of newer releases: ${enumerated(words)}`,
    "Histories of linux that need them are skipped here; use a newer kernel to play them.",
  );
}

function procOfThisProcess(): string {
  mustBeLinux();
  mustShowProcesses();
  return "shows this process";
}

function namespacesOf(kind: Kind): string {
  if (!existsSync(`/proc/self/ns/${kind}`))
    throw new CannotRun(
      `this kernel has no ${kind} namespaces`,
      `Use a kernel that is built with them. ${NEWER}`,
    );
  const limit = readLimit(`/proc/sys/user/max_${kind}_namespaces`);
  if (limit === 0)
    throw new CannotRun(
      `/proc/sys/user/max_${kind}_namespaces is 0`,
      `Raise it: \`sysctl user.max_${kind}_namespaces=1000\`.`,
    );
  return limit === undefined ? "available" : `up to ${limit.toLocaleString("en")}`;
}

function rights(): string {
  mustBeLinux();
  if (hasSysAdmin()) return process.getuid?.() === 0 ? "the superuser, with CAP_SYS_ADMIN" : "CAP_SYS_ADMIN";
  throw new CannotRun(
    "this process does not have CAP_SYS_ADMIN: containers are played in a user namespace, and calls of linux cannot be played at all",
    "Run it as root; in a container with `--privileged`.",
  );
}

/** Settings that may keep ordinary users from making user namespaces, with the value that lets them. */
const KEEPS_USERS_OUT = [
  ["kernel.unprivileged_userns_clone", 1],
  ["kernel.apparmor_restrict_unprivileged_userns", 0],
] as const;

function ordinaryUsers(): string {
  mustBeLinux();
  for (const [name, lets] of KEEPS_USERS_OUT) {
    const value = readLimit(`/proc/sys/${name.replace(".", "/")}`);
    if (value !== undefined && value !== lets)
      throw new CannotRun(
        `${name} is ${value}: they cannot create user namespaces`,
        `\`sysctl ${name}=${lets}\` allows it.`,
      );
  }
  return "can create user namespaces";
}

function readLimit(path: string): number | undefined {
  return existsSync(path) ? Number(readFileSync(path, "utf8")) : undefined;
}

async function compiler(): Promise<string> {
  const { words } = await new Compiler(process.env).run(["--version"], tmpdir());
  return words.split("\n")[0] ?? "";
}

function cgroup2(): string {
  mustBeLinux();
  const { candidates, refused } = mountsOfCgroup2();
  if (candidates.length > 0)
    return `mounted on ${enumerated(candidates.map(({ hierarchy }) => hierarchy.mount))}`;
  throw new CannotRun(refused.join("; "), "Mount it with `mount -t cgroup2 none DIRECTORY`.");
}

/** Starts the kernel as `conform` does, and ends it. */
async function play(
  start: StartKernel,
  domain: (typeof DOMAINS)[number],
  hierarchy: "v1" | "v2",
): Promise<string> {
  const kernel: AnyKernel = await start(domain, { hierarchy });
  const { leftOut } = kernel;
  await kernel.close();
  return ["histories can be played", ...leftOut].join(". ");
}
