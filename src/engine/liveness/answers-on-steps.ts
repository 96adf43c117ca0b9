import type { Operation } from "../../model/operation.ts";
import { Column } from "./column.ts";

/** What properties on runs answer about the steps out of one node. */
export class AnswersOnSteps {
  readonly operations: Operation[] = [];
  /** For each step, whether it changes the world. */
  readonly #changes: boolean[] = [];
  /** For each step and question, the things to which the step owes something, and those that allow it. */
  readonly #owes = new Column();
  readonly #allows = new Column();
  readonly #questions: number;

  constructor(questions: number) {
    this.#questions = questions;
  }

  /** Begins another node. */
  begin(): void {
    this.operations.length = 0;
    this.#changes.length = 0;
    this.#owes.clear();
    this.#allows.clear();
  }

  /** Adds a step. Then add the answer to each question about it, in order. */
  addStep(operation: Operation, isChange: boolean): void {
    this.operations.push(operation);
    this.#changes.push(isChange);
  }

  addAnswer(owes: number, allows: number): void {
    this.#owes.push(owes);
    this.#allows.push(allows);
  }

  isChange(step: number): boolean {
    return this.#changes[step] === true;
  }

  owes(step: number, question: number): number {
    return this.#owes.at(step * this.#questions + question);
  }

  allows(step: number, question: number): number {
    return this.#allows.at(step * this.#questions + question);
  }
}
