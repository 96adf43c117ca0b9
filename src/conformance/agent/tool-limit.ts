import { CannotRun } from "../cannot-run.ts";

/** A history needs more than the tool can hold. The kernel was not asked, so this says nothing about it. */
export class ToolLimit extends CannotRun {
  /** @param what what the tool cannot do, to complete a sentence: "have more than 256 processes at once" */
  constructor(what: string) {
    super(`the tool cannot ${what}`, "Use shorter histories or a smaller scope.");
    this.name = "ToolLimit";
  }
}
