import { chmodSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";

const FIND_OUTPUT = 'while [ "$1" != -o ]; do shift; done; out=$2';

/** Shell code that writes a program with this content. */
export const making = (content: string): string => `${FIND_OUTPUT}; printf '%s' '${content}' > "$out"`;

/** Installs a shell script as the compiler in `bin` below a folder. It logs its arguments to `calls` in that folder. */
export function fakeCompiler(folder: string, script: string, name = "cc"): void {
  const bin = join(folder, "bin");
  mkdirSync(bin, { recursive: true });
  const path = join(bin, name);
  writeFileSync(path, `#!/bin/sh\necho "$*" >> '${folder}/calls'\n${script.replace("FIND", FIND_OUTPUT)}\n`);
  chmodSync(path, 0o755);
}
