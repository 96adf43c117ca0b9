import { execFileSync } from "node:child_process";

/** How long a program ran, and its peak memory. */
export interface Times {
  readonly user: number;
  readonly wall: number;
  /** In bytes. */
  readonly peak: number;
}

/** The line that GNU time writes, for us and for the scripts of a baseline. */
const FORMAT = "wall %e s, cpu %U+%S s, peak RSS %M KiB";
const TIMES = /^wall ([\d.]+) s, cpu ([\d.]+)\+[\d.]+ s, peak RSS (\d+) KiB$/m;

/** The first times in an output; `undefined` if there are none. */
export function readTimes(output: string): Times | undefined {
  const [, wall, user, peak] = TIMES.exec(output) ?? [];
  return wall === undefined
    ? undefined
    : { wall: Number(wall), user: Number(user), peak: Number(peak) * 1024 };
}

/** How a program is run: where, with what environment, and for how many seconds at most. */
interface How {
  readonly folder: string;
  readonly environment?: Readonly<Record<string, string>>;
  readonly seconds?: number;
}

/**
 * Runs a program.
 *
 * @returns what it wrote to both streams, in order; `undefined` if it exceeded its time limit
 * @throws {Error} with what it wrote, if it fails
 */
export function outputOf(
  command: readonly string[],
  { folder, environment = {}, seconds = 600 }: How,
): string | undefined {
  // `timeout` ends the whole process group, and reports that with exit code 124.
  const limited = ["timeout", "-k", "1", String(seconds), ...command];
  const words = ["-c", '"$@" 2>&1 || { rc=$?; [ $rc -ge 124 ] && exit 124; exit 1; }', "bash", ...limited];
  try {
    return execFileSync("bash", words, {
      cwd: folder,
      env: { ...process.env, ...environment },
      encoding: "utf8",
      maxBuffer: 2 ** 26,
    });
  } catch (error) {
    if (error instanceof Error && "status" in error && error.status === 124) return undefined;
    const wrote = error instanceof Error && "stdout" in error ? String(error.stdout).trim() : String(error);
    throw new Error(`${command.join(" ")} fails:\n${wrote}`);
  }
}

/** Wraps a command so that it writes its times after its output. */
export function timed(command: readonly string[]): string[] {
  return ["/usr/bin/time", "-f", FORMAT, ...command];
}

/** Whether a program is installed. */
export function isInstalled(program: string): boolean {
  return outputOf(["sh", "-c", 'command -v "$0" || true', program], { folder: "/" })?.trim() !== "";
}
