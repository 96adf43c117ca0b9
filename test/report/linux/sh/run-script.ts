import { execFile } from "node:child_process";
import { mkdtempSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { oneAtATime } from "../one-at-a-time.ts";

/** The result of a script. */
interface Ended {
  readonly status: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs a script. */
export function runScript(folder: string, name: string, script: string): Promise<Ended> {
  // Several scripts of one name may run at once.
  const file = join(mkdtempSync(join(folder, "script-")), `${name}.sh`);
  writeFileSync(file, script);
  const run = (): Promise<Ended> =>
    new Promise((resolve) => {
      execFile("sh", [file], { timeout: 60_000 }, (error, stdout, stderr) => {
        resolve({ status: error === null ? 0 : Number(error.code), stdout, stderr });
      });
    });
  return /^alone /m.test(script) ? oneAtATime(run) : run();
}
