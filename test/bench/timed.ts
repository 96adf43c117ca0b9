import { execFileSync } from "node:child_process";

/** How long a program ran and how large it was. */
export interface Times {
  readonly user: number;
  readonly wall: number;
  /** In bytes. */
  readonly peak: number;
}

/** GNU time is told to write this line, by us and by the scripts of a baseline. */
const FORMAT = "wall %e s, cpu %U+%S s, peak RSS %M KiB";
const TIMES = /^wall ([\d.]+) s, cpu ([\d.]+)\+[\d.]+ s, peak RSS (\d+) KiB$/m;

/** The first times in an output; nothing where there are none. */
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
 * @returns what it wrote to both streams, in its order; nothing where it took longer than it may
 * @throws {Error} with what it wrote, where it fails
 */
export function outputOf(
  command: readonly string[],
  { folder, environment = {}, seconds = 600 }: How,
): string | undefined {
  // `timeout` ends the whole group of processes, and says so with 124.
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

/** A command that writes its times below its output. */
export function timed(command: readonly string[]): string[] {
  return ["/usr/bin/time", "-f", FORMAT, ...command];
}

/** Whether a program is installed. */
export function isInstalled(program: string): boolean {
  return outputOf(["sh", "-c", 'command -v "$0" || true', program], { folder: "/" })?.trim() !== "";
}
