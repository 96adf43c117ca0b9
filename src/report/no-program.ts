/** That a history has no program: a call that the program's language or tools do not have, or that no kernel makes. */
export class NoProgram extends Error {
  override name = "NoProgram";
  /** Of the file, from 1. */
  readonly line: number;

  /** @param reason in a sentence without a full stop */
  constructor(line: number, reason: string) {
    super(reason);
    this.line = line;
  }
}
