/** The machine cannot run histories on its kernel: something is missing, which is not the fault of the design or of the tool. */
export class CannotRun extends Error {
  /** How to get what is missing, as a sentence. */
  readonly hint: string;

  /** @param what what is missing, as a sentence */
  constructor(what: string, hint: string) {
    super(what);
    this.name = "CannotRun";
    this.hint = hint;
  }
}

/** A history cannot be played because of a limit of the tool, or because something in /proc or a cgroup cannot be read. It gets no verdict. */
export class CannotPlay extends Error {
  /** @param why as a sentence without a full stop */
  constructor(why: string) {
    super(why);
    this.name = "CannotPlay";
  }
}
