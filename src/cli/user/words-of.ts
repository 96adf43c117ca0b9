/** The words that a command was given: its arguments, and what its options were given. */
export function wordsOf(command: { readonly args: readonly string[]; opts(): object }): string[] {
  const given: unknown[] = Object.values(command.opts());
  return [...command.args, ...given.flat()].filter((word) => typeof word === "string");
}
