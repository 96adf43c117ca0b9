import { CannotRun } from "../cannot-run.ts";

/** A history asks for more than the tool can hold. The kernel was not asked, so it has given no answer. */
export class ToolLimit extends CannotRun {
  /** @param what what the tool cannot do, as the rest of a sentence: "have more than 256 processes at once" */
  constructor(what: string) {
    super(`the tool cannot ${what}`, "Take shorter histories, or a smaller scope.");
    this.name = "ToolLimit";
  }
}
