import type { ByteReader } from "./byte-reader.ts";
import { type Seen, seen } from "./snapshot.ts";

/** A directory of a tree. */
export interface DirectoryShown {
  /** 0 for the directory asked for. */
  readonly depth: number;
  /** Empty for the directory asked for. */
  readonly entry: string;
  /** The value of the extended attribute asked for; `ENODATA` if it has none. */
  readonly attribute: Seen<string>;
  /** The pids in cgroup.procs, as the agent's main process sees them; 0 for a process that it does not see. */
  readonly pids: Seen<readonly number[]>;
}

/** Reads the agent's answer for a tree: each directory precedes those in it. */
export function readTree(reader: ByteReader): DirectoryShown[] {
  const directories: DirectoryShown[] = [];
  while (!reader.atEnd) {
    const depth = reader.number();
    const entry = reader.bytes(reader.number()).toString();
    const attribute = readText(reader);
    const pids = readText(reader);
    directories.push({
      depth,
      entry,
      attribute,
      pids: "value" in pids ? { outcome: "ok", value: numbersIn(pids.value) } : pids,
    });
  }
  return directories;
}

function readText(reader: ByteReader): Seen<string> {
  return seen(reader.number(), (length) => reader.bytes(length).toString());
}

function numbersIn(text: string): readonly number[] {
  return text.split("\n").filter(Boolean).map(Number);
}
