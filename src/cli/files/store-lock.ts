import { readFileSync, readlinkSync, rmSync, statSync, utimesSync, writeFileSync } from "node:fs";
import { hostname } from "node:os";
import { join } from "node:path";
import * as v from "valibot";
import { printable } from "../../text/printable.ts";
import { Problem } from "../problem.ts";
import { isSystemError } from "./system-error.ts";

/** Where processes get their numbers: a number means the same process only in the same place. */
const PLACE = { host: v.string(), boot: v.string(), numbers: v.string() };
const HOLDER = v.object({ ...PLACE, process: v.number(), started: v.string() });

/** A process that searches in a folder. */
export type Holder = v.InferOutput<typeof HOLDER>;

/** How long a process of another machine or container may be silent before it counts as gone, and how often each renews its lock. */
const ALIVE = { milliseconds: 30_000, every: 5000 } as const;

/**
 * Makes sure that no other process searches in a folder. The lock of one that was killed does not count.
 *
 * @returns a function that releases the folder
 * @throws {Problem} if another one does
 */
export function lockStore(folder: string): () => void {
  // Its name begins with a dot, so it is not an object.
  const path = join(folder, ".searched-by");
  const holder = holderOf(path);
  if (holder !== undefined && isAlive(holder, path)) throw whyHeld(holder, folder, path);
  rmSync(path, { force: true });
  try {
    writeFileSync(path, JSON.stringify(processAt(process.pid)), { flag: "wx" });
  } catch (error) {
    if (!isSystemError(error) || error.code !== "EEXIST") throw error;
    throw new Problem(`Another process has just begun to search in ${folder}.`, "Search in another folder.");
  }
  const saying = setInterval(() => sayAlive(path), ALIVE.every).unref();
  return () => {
    clearInterval(saying);
    rmSync(path, { force: true });
  };
}

/** A process of this machine, with what distinguishes it from a later one that has its number. */
export function processAt(number: number): Holder {
  return { ...hereIs(), process: number, started: startOf(number) ?? "" };
}

function hereIs() {
  return {
    host: hostname(),
    boot: inProc(() => readFileSync("/proc/sys/kernel/random/boot_id", "utf8").trim()) ?? "",
    numbers: inProc(() => readlinkSync("/proc/self/ns/pid")) ?? "",
  };
}

/** When a process started, in clock ticks since boot: proc_pid_stat(5). Its name may contain brackets and spaces. */
const startOf = (number: number): string | undefined =>
  inProc(() => readFileSync(`/proc/${number}/stat`, "utf8"))
    ?.replace(/^.*\) /s, "")
    .split(" ")[19];

/** Reads something from /proc; `undefined` if it is not there, as on other systems. */
function inProc(look: () => string): string | undefined {
  try {
    return look();
  } catch (error) {
    if (isSystemError(error)) return undefined;
    throw error;
  }
}

/** The process that has locked a folder, which may be gone; `undefined` if there is none. */
function holderOf(path: string): Holder | undefined {
  let text: string;
  try {
    text = readFileSync(path, "utf8");
  } catch (error) {
    if (isSystemError(error) && error.code === "ENOENT") return undefined;
    throw error;
  }
  // A lock torn by a loss of power is nobody's.
  const told = v.safeParse(v.pipe(v.string(), v.parseJson(), HOLDER), text);
  return told.success ? told.output : undefined;
}

function isAlive(holder: Holder, path: string): boolean {
  const here = hereIs();
  const isHere = holder.host === here.host && holder.boot === here.boot && holder.numbers === here.numbers;
  if (!isHere) return isFresh(path);
  if (holder.process === process.pid) return false;
  if (holder.started !== "") return startOf(holder.process) === holder.started;
  try {
    return process.kill(holder.process, 0);
  } catch (error) {
    return isSystemError(error) && error.code === "EPERM"; // another user's
  }
}

/** Whether a lock was renewed lately, by the clock of the folder's file system. */
function isFresh(path: string): boolean {
  const probe = `${path}.${process.pid}`;
  writeFileSync(probe, "");
  const now = statSync(probe).mtimeMs;
  rmSync(probe);
  return now - statSync(path).mtimeMs < ALIVE.milliseconds;
}

function sayAlive(path: string): void {
  try {
    const now = new Date();
    utimesSync(path, now, now);
  } catch (error) {
    if (!isSystemError(error)) throw error; // the folder is gone, which the search notices itself
  }
}

function whyHeld({ host, process: number }: Holder, folder: string, path: string): Problem {
  const where = host === hostname() ? "" : ` of ${printable(host)}`;
  return new Problem(
    `Process ${number}${where} is already searching in ${folder}.`,
    `Wait for it to end, or use another folder. If that process no longer exists, remove ${path}.`,
  );
}
