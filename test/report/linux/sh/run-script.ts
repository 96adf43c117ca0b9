import { execFile } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";

/** Runs a script. */
export function runScript(
  folder: string,
  name: string,
  script: string,
): Promise<{ readonly status: number; readonly stdout: string; readonly stderr: string }> {
  const file = join(folder, `${name}.sh`);
  writeFileSync(file, script);
  return new Promise((resolve) => {
    execFile("sh", [file], { timeout: 60_000 }, (error, stdout, stderr) => {
      resolve({ status: error === null ? 0 : Number(error.code), stdout, stderr });
    });
  });
}
