/** The machine cannot run histories on its kernel: something is missing, and that is no fault of the design or of the tool. */
export class CannotRun extends Error {
  /** How to get what is missing, in a sentence. */
  readonly hint: string;

  /** @param what what is missing, in a sentence */
  constructor(what: string, hint: string) {
    super(what);
    this.name = "CannotRun";
    this.hint = hint;
  }
}

/** One history cannot be played: a limit of the tool is in the way, or what the kernel shows cannot be read. No verdict on it. */
export class CannotPlay extends Error {
  /** @param why in a sentence without a full stop */
  constructor(why: string) {
    super(why);
    this.name = "CannotPlay";
  }
}
