/** Pieces of C, in the kernel's coding style. */

/** Maximum width of a line of code and of a comment, and the width of a tab. */
const [CODE_WIDTH, COMMENT_WIDTH, TAB] = [96, 78, 8];

/** A string literal. */
export const quoted = (text: string): string => `"${text.replaceAll(/["\\]/g, "\\$&")}"`;

/** The name of a constant. */
export const constant = (name: string): string => name.toUpperCase();

/** Flags as in C. */
export const flagsOf = (names: readonly string[]): string => (names.length === 0 ? "0" : names.join(" | "));

/** A call as a statement within a function. A long one is broken between arguments and after operators. */
export function statement(called: string, args: readonly string[]): string {
  const pieces = args.flatMap((argument, index) => {
    const ended = `${argument}${index === args.length - 1 ? ");" : ","}`;
    // The name of a test is not broken, so it can be searched for.
    return ended.startsWith('"') ? [ended] : ended.split(/(?<= (?:\||&&)) /);
  });
  const lines: string[] = [];
  let line = `\t${called}(`;
  let width = line.length + TAB - 1;
  for (const [index, piece] of pieces.entries()) {
    const isFirst = index === 0;
    if (!isFirst && width + 1 + piece.length > CODE_WIDTH) {
      lines.push(line);
      line = `\t\t${piece}`;
      width = 2 * TAB + piece.length;
    } else {
      line += isFirst ? piece : ` ${piece}`;
      width += (isFirst ? 0 : 1) + piece.length;
    }
  }
  return [...lines, line].join("\n");
}

/** A comment within a function. */
export function comment(text: string): string {
  const lines = wrapped(text, COMMENT_WIDTH - 14);
  if (lines.length === 1) return `\t/* ${lines[0]} */`;
  return ["\t/*", ...lines.map((line) => `\t * ${line}`), "\t */"].join("\n");
}

/** A comment outside of functions. Empty texts separate its paragraphs. */
export function blockComment(paragraphs: readonly string[]): string {
  const lines = paragraphs.flatMap((text) => (text === "" ? [""] : wrapped(text, COMMENT_WIDTH - 3)));
  return ["/*", ...lines.map((line) => ` * ${line}`.trimEnd()), " */"].join("\n");
}

/** Breaks a text between words, and splits any `*` + `/` in it. If it begins with a number, further lines are aligned with the word after it. */
function wrapped(text: string, width: number): string[] {
  const indent = " ".repeat(/^\s*\d+\. /.exec(text)?.[0].length ?? 0);
  const lines: string[] = [];
  let line = "";
  for (const word of text.replaceAll("*/", "* /").split(/(?<=\S) /)) {
    if (line !== "" && line.length + 1 + word.length > width) {
      lines.push(line);
      line = indent + word;
    } else line = line === "" ? word : `${line} ${word}`;
  }
  return [...lines, line];
}
