import type { Step } from "../../model/property.ts";
import type { AskedOnRuns } from "./asked-on-runs.ts";
import { LabelTable } from "./label-table.ts";
import type { NumbersOfSort } from "./numbers.ts";
import type { StepOfForm } from "./steps-of-forms.ts";

/** Writes the labels of steps: what each task becomes, and what the step means for each property. */
export class LabelWriter {
  /** Has the label that was written last. */
  readonly table: LabelTable;
  readonly #calls: readonly string[];
  readonly #tasks: NumbersOfSort;
  readonly #asked: readonly AskedOnRuns[];

  /** @param calls those of the design */
  constructor(calls: readonly string[], tasks: NumbersOfSort, asked: readonly AskedOnRuns[]) {
    this.table = new LabelTable(tasks.largest, asked);
    this.#calls = calls;
    this.#tasks = tasks;
    this.#asked = asked;
  }

  /** The number that labels have for a call. */
  callOf(op: string): number {
    return this.#calls.indexOf(op);
  }

  /**
   * Writes a label.
   *
   * @param step the step as properties see it; needed only where one is about it
   * @param things for each property those that were there before the step
   * @returns whether an edge stands for the step: else nothing comes of it
   */
  write(taken: StepOfForm, step: Step | undefined, things: readonly (readonly number[])[]): boolean {
    const { operation, isChange, after, inForm } = taken;
    const { table } = this;
    table.begin(this.callOf(operation.op), operation.task, isChange);
    for (let task = 1; task <= this.#tasks.largest; task++)
      table.becomes(task, this.#tasks.isThere(after, task) ? this.#tasks.after(inForm, task) : 0);
    let isOwing = false;
    for (const [index, one] of this.#asked.entries()) {
      const seen = one.isAbout(taken) ? step : undefined;
      const owes = one.writeMeaning(taken, seen, things[index] ?? [], table.words, table.meaningAt(index));
      isOwing ||= owes !== 0;
    }
    return isChange || isOwing;
  }
}
