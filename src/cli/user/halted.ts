/**
 * Distinguishes work that does not return from work that could not run: the program was halted meanwhile (Ctrl-Z, SIGSTOP), or others had
 * the processors. The clock that limits work goes on then.
 */
import { EXIT, Problem } from "../problem.ts";

/** A loop gets a larger share of the time than this even on a busy machine. */
const LEAST_SHARE = 0.1;

/** Thrown if work was cut off that had hardly begun. This says nothing about the design or the property. */
export class Halted extends Problem {
  constructor(seconds: number) {
    super(
      `The program was halted in the midst of its work, or had hardly any time of the processor, for ${seconds} s.`,
      "Its work was cut off, and nothing is said about it. Run it again; a search that was saved goes on with --resume. (Where the machine is that busy, set NSMODEL_PATIENCE to more seconds)",
      EXIT.cannotHere,
    );
  }
}

/** Whether this program has used hardly any processor time. @param before what it had used then @param seconds how long ago that was */
export function hasHardlyRun(before: NodeJS.CpuUsage, seconds: number): boolean {
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1e6 < seconds * LEAST_SHARE;
}
