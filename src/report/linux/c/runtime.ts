/**
 * The parts of the runtime that a program needs. In `runtime.c` a line `//@ NAME...` says who needs the lines after it, up to the next such line: programs
 * with one of these calls or features; `all` means every program, and `includes` what stands first in it.
 */

/** The two pieces of the runtime: what stands before the names of a history, and what stands after them. */
export interface Runtime {
  readonly includes: string;
  readonly body: string;
}

/**
 * @param text of `runtime.c`
 * @param needed names that are needed besides
 */
export function runtimeFor(text: string, needed: ReadonlySet<string>): Runtime {
  const pieces = { includes: "", body: "" };
  let names: readonly string[] = ["includes"];
  for (const line of text.split(/(?<=\n)/)) {
    if (line.startsWith("//@ ")) names = line.slice(4).trim().split(" ");
    else if (names.includes("includes")) pieces.includes += line;
    else if (names.some((name) => name === "all" || needed.has(name))) pieces.body += line;
  }
  return { includes: pieces.includes.trim(), body: pieces.body.trim() };
}
