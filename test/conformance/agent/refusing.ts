import { execFileSync } from "node:child_process";
import { join } from "node:path";
import { compiledPath } from "./compiled.ts";

/** A machine on which one system call is refused. */
export interface Refusal {
  /** One of the names in refuse.c. */
  readonly call: string;
  /** The errno as a number; 0 if the call kills its caller. */
  readonly errno: number;
}

/** Compiles the program that starts another with a call refused. @param folder where to put it @returns its path */
export function compileRefuse(folder: string): string {
  const program = join(folder, "refuse");
  execFileSync(process.env["CC"] ?? "cc", ["-Wall", "-o", program, join(import.meta.dirname, "refuse.c")]);
  return program;
}

/** The environment in which that program refuses the call, and starts the agent unless its arguments name another program. */
export async function refusing({ call, errno }: Refusal): Promise<Readonly<Record<string, string>>> {
  return { REFUSE: call, ERRNO: String(errno), AGENT: await compiledPath({}) };
}
