import { execFileSync } from "node:child_process";
import { join } from "node:path";
import type { Scope } from "../../src/model/scope.ts";

/** How fast another program searches the same scope. */
export interface Baseline {
  readonly name: string;
  readonly seconds: number;
  /** The largest that the process was, in bytes. */
  readonly peak: number;
}

const HEADING = /^== (.*)$/;
const TIMES = /^wall ([\d.]+) s, cpu .* peak RSS (\d+) KiB$/;

/**
 * Runs the hand-written C++ search and Spin on a scope, by the script `run` of a folder that has them.
 *
 * @returns a row for each; none where a tool is missing, and why
 */
export function runBaseline(folder: string, { tasks, containers, kinds, names }: Scope): Baseline[] | string {
  const bounds = [tasks, containers, kinds.length, names.length].map(String);
  try {
    // The script's headings and times go to different streams; the order between them matters.
    const both = ["-c", '"$0" "$@" 2>&1', join(folder, "run"), ...bounds];
    return readBaseline(execFileSync("bash", both, { encoding: "utf8" }));
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

/** The times stand below their headings. */
function readBaseline(output: string): Baseline[] {
  const rows: Baseline[] = [];
  let name = "";
  for (const line of output.split("\n")) {
    name = HEADING.exec(line)?.[1] ?? name;
    const [, seconds, peak] = TIMES.exec(line) ?? [];
    if (seconds !== undefined) rows.push({ name, seconds: Number(seconds), peak: Number(peak) * 1024 });
  }
  return rows;
}
