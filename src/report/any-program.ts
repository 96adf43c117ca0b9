/** A history as a program for the machine's own kernel, as designs of its domain are carried out there. */
import { linuxDomain } from "../domains/linux/domain.ts";
import type { RecordedHistory } from "../history/read-history.ts";
import { toC } from "./linux/c/program.ts";
import { NoProgram } from "./no-program.ts";

/** The file of the package with the runtime of C programs. */
export const C_RUNTIME = "src/report/linux/c/runtime.c";

/**
 * A history as a C program that prints KTAP.
 *
 * @param title what it is called, such as the name of its file
 * @param runtime the text of `C_RUNTIME`
 * @throws {NotAsRecorded} where the file says something else than the design
 * @throws {NoProgram} where it has no program
 */
export function cProgramOf(history: RecordedHistory, title: string, runtime: string): string {
  const { name, domain } = history.model;
  if (domain.name !== linuxDomain.name)
    throw new NoProgram(1, `${name} is no design of calls of the kernel, as those of the domain linux are`);
  return toC(history, title, runtime);
}
