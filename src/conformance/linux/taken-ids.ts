/** Which user ids of this machine somebody has or can take. */
import { readdirSync, readFileSync } from "node:fs";
import type { IdRange } from "./ids.ts";

/** subuid(5) and passwd(5): what may be taken by whoever logs in. */
const SUBORDINATE = "/etc/subuid";
const USERS = "/etc/passwd";

/**
 * Those of the processes that are here (credentials(7): real, effective, saved, of the file system), those that the user namespaces of these have mapped, those of the
 * users in the files of this machine, and those that users may map.
 */
export function takenIds(): readonly IdRange[] {
  return [...processes().flatMap(idsOfProcess), ...idsOfUsers(), ...subordinateIds()];
}

function processes(): readonly string[] {
  return readdirSync("/proc").filter((name) => /^\d+$/.test(name));
}

function idsOfProcess(pid: string): readonly IdRange[] {
  const [, ids = ""] = /^Uid:\s+(.*)$/m.exec(textOf(`/proc/${pid}/status`)) ?? [];
  const own = numbersIn(ids).map((first) => ({ first, count: 1 }));
  return [...own, ...linesOf(`/proc/${pid}/uid_map`).flatMap(mappedIds)];
}

/** user_namespaces(7). What the initial user namespace maps is everything, and its root's alone. */
function mappedIds(line: string): readonly IdRange[] {
  const [inside = 0, first = 0, count = 0] = numbersIn(line);
  const isInitial = inside === 0 && first === 0 && count === ALL_IDS;
  return isInitial ? [] : [{ first, count }];
}

const ALL_IDS = 2 ** 32 - 1;

function idsOfUsers(): readonly IdRange[] {
  return linesOf(USERS).map((line) => ({ first: Number(line.split(":")[2]), count: 1 }));
}

function subordinateIds(): readonly IdRange[] {
  return linesOf(SUBORDINATE).map((line) => {
    const [, first, count] = line.split(":");
    return { first: Number(first), count: Number(count) };
  });
}

function numbersIn(text: string): readonly number[] {
  return (text.match(/\d+/g) ?? []).map(Number);
}

function linesOf(path: string): readonly string[] {
  return textOf(path)
    .split("\n")
    .filter((line) => line !== "");
}

/** What has gone meanwhile, or never was, has no text. */
function textOf(path: string): string {
  try {
    return readFileSync(path, "utf8");
  } catch (error) {
    if (error instanceof Error && "code" in error && GONE.has(String(error.code))) return "";
    throw error;
  }
}

const GONE: ReadonlySet<string> = new Set(["ENOENT", "ESRCH"]);
