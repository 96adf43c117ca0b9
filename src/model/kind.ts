/** The eight kinds of namespace, in the order of semantics.md ("Words"); see namespaces(7). */
export const KINDS = ["mnt", "uts", "ipc", "net", "pid", "user", "cgroup", "time"] as const;

/** A kind of namespace. */
export type Kind = (typeof KINDS)[number];

/** Tells whether a string is the name of a kind. */
export function isKind(text: string): text is Kind {
  // `includes` wants a Kind, which is the question here.
  return (KINDS as readonly string[]).includes(text);
}
