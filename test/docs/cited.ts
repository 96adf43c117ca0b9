import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { blocksOf } from "./markdown.ts";

const root = join(import.meta.dirname, "../..");

/** A place in a text that cites lines of the message. */
export interface CitedLines {
  readonly words: string;
  readonly first: number;
  readonly last: number;
  /** The quotation right before it; `undefined` if the lines are only named. */
  readonly quoted: string | undefined;
}

const LINES =
  /(?:"(?<quoted>[^"]+)" )?\(?(?:[Tt]he (?:message|\[message\]\(\S+\)), )?\blines? (?<first>\d+)(?:(?:, | to | and )(?<last>\d+))?/g;

/** The text of a file as one line, without comment markers. */
export const asProse = (text: string): string => text.replace(/\n\s*(?:\*|\/\/)?\s*/g, " ");

/** The lines of the message that a text cites. */
export function linesCited(text: string): CitedLines[] {
  return [...asProse(text).matchAll(LINES)].map(({ 0: words, groups }) => ({
    words,
    first: Number(groups?.["first"]),
    last: Number(groups?.["last"] ?? groups?.["first"]),
    quoted: groups?.["quoted"],
  }));
}

/** The rules that a text names, such as `W3`. */
export const rulesCited = (text: string): string[] => text.match(/\b[WNCL]\d{1,2}\b/g) ?? [];

/** The numbered lines of a page such as docs/message.md. A line without a number continues the one before. */
export function numberedLines(page: string): Map<number, string> {
  const lines = new Map<number, string>();
  const blocks = blocksOf(page).filter(({ language }) => language === "text");
  for (const line of blocks.flatMap(({ text }) => text.trimEnd().split("\n"))) {
    const { number, words = "" } = /^ {0,2}(?<number>\d+)(?: {2}(?<words>.*))?$/.exec(line)?.groups ?? {};
    const last = [...lines.keys()].at(-1) ?? 0;
    if (number === undefined) lines.set(last, `${lines.get(last)} ${line.trim()}`);
    else lines.set(Number(number), words);
  }
  return lines;
}

/** A text in the form in which it is searched for: without quotation marks and markup, in lower case. */
export function plainWords(text: string): string {
  return text
    .replace(/[>`"]/g, " ")
    .replace(/\s+/g, " ")
    .replace(/ \?/g, "?")
    .replace(/[.:) ]+$/, "")
    .trim()
    .toLowerCase();
}

/** The texts of the files in some folders of the repository whose names have this ending, by path. */
export function textsIn(folders: readonly string[], ending: string): Map<string, string> {
  const files = folders.flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, encoding: "utf8" }).map((file) => join(folder, file)),
  );
  return new Map(
    files
      .filter((file) => file.endsWith(ending))
      .map((file) => [file, readFileSync(join(root, file), "utf8")]),
  );
}
