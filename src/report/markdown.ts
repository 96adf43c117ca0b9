import { printable } from "../text/printable.ts";

/** Characters with a meaning in Markdown. */
const SIGNS = /[\\`*_{}[\]<>()#+!|~]/g;

/** Makes a text safe to print and escapes it for Markdown. */
export function safeInMarkdown(text: string): string {
  return signsEscaped(printable(text));
}

/** Like `safeInMarkdown`, for a text that is already safe to print. */
export const signsEscaped = (text: string): string => text.replace(SIGNS, "\\$&");

/** A table. @param rows the cells, in Markdown, each on one line */
export function markdownTable(head: readonly string[], rows: readonly (readonly string[])[]): string {
  return [head, head.map(() => "---"), ...rows].map((cells) => `| ${cells.join(" | ")} |`).join("\n");
}
