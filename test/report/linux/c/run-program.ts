import { execFile } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { oneAtATime } from "../one-at-a-time.ts";

/** The result of a program that prints KTAP. */
export interface Ktap {
  readonly status: number;
  readonly planned: number;
  /** The names of the tests, by result. */
  readonly ok: readonly string[];
  readonly skipped: readonly string[];
  readonly notOk: readonly string[];
  readonly text: string;
}

/**
 * Compiles a program as strictly as a kernel developer would.
 *
 * @param optimization `-O2` gives more warnings, and takes four times as long
 * @returns its path
 */
export async function compileProgram(
  folder: string,
  name: string,
  source: string,
  optimization: "-O0" | "-O2" = "-O0",
): Promise<string> {
  const [file, program] = [join(folder, `${name}.c`), join(folder, name)];
  writeFileSync(file, source);
  const compiler = process.env["CC"] ?? "cc";
  await promisify(execFile)(compiler, [optimization, "-Wall", "-Wextra", "-Werror", "-o", program, file]);
  return program;
}

/** Runs a program that was compiled here. */
export async function runProgram(program: string): Promise<Ktap> {
  const isAlone = readFileSync(`${program}.c`, "utf8").includes("check_ids();");
  const { status, text } = await (isAlone ? oneAtATime(() => executed(program)) : executed(program));
  const lines = text.split("\n");
  const named = (pattern: RegExp): string[] => lines.flatMap((line) => pattern.exec(line)?.[1] ?? []);
  return {
    status,
    planned: Number(/^1\.\.(\d+)$/m.exec(text)?.[1]),
    ok: named(/^ok \d+ ((?!.* # SKIP ).*)$/),
    skipped: named(/^ok \d+ (.*) # SKIP /),
    notOk: named(/^not ok \d+ (.*)$/),
    text,
  };
}

function executed(program: string): Promise<{ readonly status: number; readonly text: string }> {
  return new Promise((resolve) => {
    execFile(program, { timeout: 60_000 }, (error, stdout) => {
      resolve({ status: error === null ? 0 : Number(error.code), text: stdout });
    });
  });
}
