/**
 * Tells work that does not come back from work that was not let run: the program was halted meanwhile (Ctrl-Z, SIGSTOP), or others had the
 * processors. The limits of work are kept by a clock that goes on then.
 */
import { EXIT, Problem } from "../problem.ts";

/** A loop gets more of the time than this share even on a machine that does much else. */
const LEAST_SHARE = 0.1;

/** Work was cut off that had hardly begun. Nothing is said about the design or the property. */
export class Halted extends Problem {
  constructor(seconds: number) {
    super(
      `The program was halted in the midst of its work, or had hardly any time of the processor, for ${seconds} s.`,
      "Its work was cut off, and nothing is said about it. Run it again; a search that was saved goes on with --resume. (Where the machine is that busy, set NSMODEL_PATIENCE to more seconds)",
      EXIT.cannotHere,
    );
  }
}

/** Whether this program has used hardly any time of the processors. @param before what it had used @param seconds ago */
export function hasHardlyRun(before: NodeJS.CpuUsage, seconds: number): boolean {
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1e6 < seconds * LEAST_SHARE;
}
