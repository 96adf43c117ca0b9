import { printable } from "../text/printable.ts";

/** What Markdown would take for a sign of its own. */
const SIGNS = /[\\`*_{}[\]<>()#+!|~]/g;

/** A text that Markdown leaves as it is. */
export function safeInMarkdown(text: string): string {
  return signsEscaped(printable(text));
}

/** The same for a text that is safe to print. */
export const signsEscaped = (text: string): string => text.replace(SIGNS, "\\$&");

/** A table. @param rows the cells, in Markdown, each on one line */
export function markdownTable(head: readonly string[], rows: readonly (readonly string[])[]): string {
  return [head, head.map(() => "---"), ...rows].map((cells) => `| ${cells.join(" | ")} |`).join("\n");
}
