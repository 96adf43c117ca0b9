import { parse } from "shell-quote";

/** A line cut into words, or what is wrong with it. */
export type Line = { readonly words: readonly string[] } | { readonly problem: string };

/**
 * Cuts a line into words as sh does: spaces separate words, quotes and backslashes keep them together, `#` starts a comment.
 * Whatever else sh would interpret (operators, patterns, variables) is refused by name, never read as something else.
 */
export function parseLine(line: string): Line {
  const { code, bare, open } = scan(line);
  if (open !== undefined) return { problem: OPEN[open] };
  const refused = REFUSED.find(({ pattern }) => pattern.test(bare));
  if (refused !== undefined) return { problem: refused.problem };

  const entries = parse(code, (name) => ({ variable: name }));
  const words = entries.filter((entry) => typeof entry === "string");
  // Nothing else is left by now; if it were, dropping it would be a misreading.
  return words.length === entries.length ? { words } : { problem: `the shell cannot read this line` };
}

type Opener = "'" | '"' | "\\";

const OPEN: Readonly<Record<Opener, string>> = {
  "'": "a single quote is not closed",
  '"': "a double quote is not closed",
  "\\": "the line ends in a backslash",
};

const IN_QUOTES = "put the word in single quotes to mean it literally";

/** What sh does and this shell does not, looked for outside quotes. */
const REFUSED: readonly { readonly pattern: RegExp; readonly problem: string }[] = [
  {
    pattern: /[|&;<>()]/,
    problem: `operators (| & ; < > ( )) are not supported: write one command per line, or ${IN_QUOTES}`,
  },
  { pattern: /[*?[\]]/, problem: `patterns (* ? [ ]) are not supported: ${IN_QUOTES}` },
  { pattern: /[$`]/, problem: `variables and substitutions ($ \`) are not supported: ${IN_QUOTES}` },
  { pattern: /#/, problem: `a # inside a word: ${IN_QUOTES}` },
  { pattern: /[^\S \t]/, problem: `a white-space character other than a space or a tab: ${IN_QUOTES}` },
];

/** A line as it was scanned. */
interface Scan {
  /** The line without its comment, fit for shell-quote. */
  readonly code: string;
  /** The same with quoted characters blotted out. */
  readonly bare: string;
  /** What is still open at its end. */
  readonly open: Opener | undefined;
}

const BLOT = "x";

function scan(line: string): Scan {
  let code = "";
  let bare = "";
  let open: Opener | undefined;
  for (let place = 0; place < line.length; place++) {
    const character = line.charAt(place);
    if (open === undefined && character === "#" && /^$|[ \t]$/.test(bare)) break;
    if (character === "\\" && open !== "'") {
      if (place + 1 === line.length) return { code, bare, open: "\\" };
      const next = line.charAt(++place);
      // shell-quote treats an escaped pattern as a pattern.
      code += open === undefined && /[*?]/.test(next) ? `'${next}'` : `\\${next}`;
      bare += BLOT + BLOT;
      continue;
    }
    code += character;
    if (open === undefined && (character === "'" || character === '"')) {
      open = character;
      bare += BLOT;
    } else if (character === open) {
      open = undefined;
      bare += BLOT;
    } else {
      bare += isSeen(character, open) ? character : BLOT;
    }
  }
  return { code, bare, open };
}

/** Whether sh would interpret a character: in double quotes it still sees variables and substitutions. */
function isSeen(character: string, open: Opener | undefined): boolean {
  return open === undefined || (open === '"' && /[$`]/.test(character));
}
