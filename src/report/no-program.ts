/** A history cannot be written as a program, or a design as a module, because the language, the tools or the kernel cannot do something. */
export class NoProgram extends Error {
  override name = "NoProgram";
  /** The line in the history's file, counted from 1; `undefined` if it is not about a line. */
  readonly line: number | undefined;

  /** @param reason as a sentence without a full stop */
  constructor(line: number | undefined, reason: string) {
    super(reason);
    this.line = line;
  }
}
