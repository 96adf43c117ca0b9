/** That a history has no program, or a design no module: what the language or the tools do not have, or no kernel does. */
export class NoProgram extends Error {
  override name = "NoProgram";
  /** Of the history's file, from 1; nothing where it is not about a line. */
  readonly line: number | undefined;

  /** @param reason in a sentence without a full stop */
  constructor(line: number | undefined, reason: string) {
    super(reason);
    this.line = line;
  }
}
