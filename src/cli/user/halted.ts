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
      `The program was halted during its work, or got hardly any processor time, for ${seconds} s.`,
      "The work was cut off without a result. Run it again; a saved search continues with --resume. (If the machine is always this busy, set NSMODEL_PATIENCE to more seconds)",
      EXIT.cannotHere,
    );
  }
}

/** Whether this program has used hardly any processor time. @param before what it had used then @param seconds how long ago that was */
export function hasHardlyRun(before: NodeJS.CpuUsage, seconds: number): boolean {
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1e6 < seconds * LEAST_SHARE;
}
