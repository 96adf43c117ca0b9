/**
 * Selects the parts of the runtime that a program needs. In `runtime.c` a line `//@ NAME...` says which programs need the lines after it, up to the
 * next such line: those with one of these calls or features. `all` means every program; `includes` is what comes first in each.
 */

/** The two pieces of the runtime: the one before the declarations of a history, and the one after them. */
export interface Runtime {
  readonly includes: string;
  readonly body: string;
}

/**
 * @param text the text of `runtime.c`
 * @param needed the names that the program needs besides `all`
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
