import { isKind, KINDS, type Kind } from "../../../model/kind.ts";
import { didYouMean } from "../../../text/did-you-mean.ts";
import { inQuotes } from "../../../text/printable.ts";
import { Complaint } from "./command.ts";

/** The flags of unshare(1). */
const SHORT_FLAGS: Readonly<Record<string, Kind>> = {
  m: "mnt",
  u: "uts",
  i: "ipc",
  n: "net",
  p: "pid",
  U: "user",
  C: "cgroup",
  T: "time",
};

/**
 * Kinds of namespace as a user writes them: `uts,net`, `--uts --net`, `-u -n`, `-un`. Each counts once.
 *
 * @throws {Complaint} if a word names no kind
 */
export function kindsFrom(words: readonly string[]): Kind[] {
  return [...new Set(words.flatMap(kindsOfWord))];
}

function kindsOfWord(word: string): Kind[] {
  if (word.startsWith("--")) return [kindOf(word.slice(2), word)];
  if (word.startsWith("-"))
    return [...word.slice(1)].map((letter) => kindOf(SHORT_FLAGS[letter] ?? "", word));
  return word.split(",").map((part) => kindOf(part, part));
}

function kindOf(text: string, word: string): Kind {
  // unshare(1) has a longer name for one kind.
  const name = text === "mount" ? "mnt" : text;
  if (isKind(name)) return name;
  throw new Complaint(`no such kind of namespace: ${inQuotes(word)}. ${didYouMean(name, KINDS)}`);
}

/** The ways to write a kind, for completion. */
export function kindWords(kinds: readonly Kind[]): string[] {
  return [...kinds, ...kinds.map((kind) => `--${kind}`)];
}
