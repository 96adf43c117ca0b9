/** A fenced block of a page, and the comment just before it. */
export interface Block {
  readonly language: string;
  readonly text: string;
  /** The text of an HTML comment on the line above, such as `exit 1`; empty if there is none. */
  readonly remark: string;
  /** The line on which the block begins, from 1. */
  readonly line: number;
}

const FENCE = /^(?:<!-- (?<remark>.*) -->\n)?(?<fence>`{3,})(?<language>\w+)\n(?<text>[\s\S]*?)^\k<fence>$/gm;
const LINK = /\[[^\]]*\]\((?<target>[^)\s]+)\)/g;

/** The fenced blocks of a page. */
export function blocksOf(page: string): Block[] {
  return [...page.matchAll(FENCE)].map(({ index, groups }) => ({
    language: groups?.["language"] ?? "",
    text: groups?.["text"] ?? "",
    remark: groups?.["remark"] ?? "",
    line: page.slice(0, index).split("\n").length,
  }));
}

/** The targets of a page's links, without their anchors; other sites are left out. */
export const linksOf = (page: string): string[] => targetsOf(page).map(([file]) => file);

/** The links with an anchor: the file, empty for the page itself, and the anchor. */
export const anchoredLinksOf = (page: string): (readonly [file: string, anchor: string])[] =>
  targetsOf(page).filter(([, anchor]) => anchor !== "");

function targetsOf(page: string): (readonly [file: string, anchor: string])[] {
  const targets = [...page.matchAll(LINK)].map(({ groups }) => groups?.["target"] ?? "");
  return targets
    .filter((target) => !target.includes("://"))
    .map((target) => {
      const [file = "", anchor = ""] = target.split("#");
      return [file, anchor] as const;
    });
}

/** The anchors of a page: those that GitHub makes of its headings, and all ids. */
export function anchorsOf(page: string): Set<string> {
  const headings = [...page.matchAll(/^#+ (?<heading>.+)$/gm)].map(({ groups }) => groups?.["heading"] ?? "");
  const slugs = headings.map((heading) =>
    heading
      .toLowerCase()
      .replaceAll(/[^\p{L}\p{N}\p{M}_ -]/gu, "")
      .replaceAll(" ", "-"),
  );
  const ids = [...page.matchAll(/ id="(?<id>[^"]+)"/g)].map(({ groups }) => groups?.["id"] ?? "");
  return new Set([...slugs, ...ids]);
}

/**
 * A command of a `console` block and what it prints. In the output `...` stands for any text, and alone on a line for any
 * number of lines.
 */
export interface Example {
  readonly command: string;
  readonly output: RegExp;
}

/** The commands of a `console` block: each begins with `$ `, and what follows is its output. */
export function examplesOf(text: string): Example[] {
  return text
    .split(/^\$ /m)
    .slice(1)
    .map((example) => {
      const [command = "", ...lines] = example.trimEnd().split("\n");
      const output = lines.map((line) => (line === "..." ? "(?:.*\\n)*?" : `${pattern(line)}\\n`)).join("");
      return { command, output: new RegExp(`^${output}$`) };
    });
}

function pattern(line: string): string {
  return line.split("...").map(escaped).join(".*");
}

function escaped(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|]/g, "\\$&");
}
