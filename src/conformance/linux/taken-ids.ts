/** The user ids of this machine that somebody has or can take. */
import { readdirSync, readFileSync } from "node:fs";
import type { IdRange } from "./ids.ts";

/** subuid(5) and passwd(5): the ids that anyone who logs in may take. */
const SUBORDINATE = "/etc/subuid";
const USERS = "/etc/passwd";

/**
 * The ids of the visible processes (credentials(7): real, effective, saved, file system), the ids mapped by their user namespaces, those of
 * the users in /etc/passwd, and the subordinate ids that users may map.
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

/** See user_namespaces(7). The initial user namespace maps all ids, but only its root can take them. */
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

/** The text of a file; empty if it does not exist, or is gone by now. */
function textOf(path: string): string {
  try {
    return readFileSync(path, "utf8");
  } catch (error) {
    if (error instanceof Error && "code" in error && GONE.has(String(error.code))) return "";
    throw error;
  }
}

const GONE: ReadonlySet<string> = new Set(["ENOENT", "ESRCH"]);
