import { chmodSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";

const FIND_OUTPUT = 'while [ "$1" != -o ]; do shift; done; out=$2';

/** A script's words that make a program of this content. */
export const making = (content: string): string => `${FIND_OUTPUT}; printf '%s' '${content}' > "$out"`;

/** Puts a compiler that is a shell script into `bin` below a folder. It writes down what it is called with in `calls` there. */
export function fakeCompiler(folder: string, script: string, name = "cc"): void {
  const bin = join(folder, "bin");
  mkdirSync(bin, { recursive: true });
  const path = join(bin, name);
  writeFileSync(path, `#!/bin/sh\necho "$*" >> '${folder}/calls'\n${script.replace("FIND", FIND_OUTPUT)}\n`);
  chmodSync(path, 0o755);
}
