import type { Step } from "../../model/property.ts";
import { ALL, type AskedOnRuns } from "./asked-on-runs.ts";
import type { LabelTable } from "./label-table.ts";
import type { StepOfForm } from "./steps-of-forms.ts";

/** Writes the labels of steps: what each task becomes, and what the step means for each property. */
export class LabelWriter {
  /** Holds the label written last. */
  readonly table: LabelTable;
  readonly #calls: ReadonlyMap<string, number>;
  readonly #asked: readonly AskedOnRuns[];

  /** @param calls those of the design @param table takes the labels */
  constructor(calls: readonly string[], table: LabelTable, asked: readonly AskedOnRuns[]) {
    this.table = table;
    this.#calls = new Map(calls.map((op, place) => [op, place]));
    this.#asked = asked;
  }

  /** The number that stands for a call in labels. */
  numberOfCall(op: string): number {
    return this.#calls.get(op) ?? -1;
  }

  /**
   * Writes a label.
   *
   * @param step the step as properties see it; needed only if a property is about it
   * @param things for each property, those that existed before the step
   * @returns whether the step needs an edge: otherwise it changes nothing and owes nothing
   */
  write(taken: StepOfForm, step: Step | undefined, things: readonly (readonly number[])[]): boolean {
    const { operation, isChange, after, inForm } = taken;
    const { table } = this;
    table.begin(this.numberOfCall(operation.op), operation.task, isChange);
    table.follow(after, inForm);
    let isOwing = false;
    for (let question = 0; question < this.#asked.length; question++) {
      const one = this.#asked[question];
      if (one === undefined) continue;
      let owes = 0;
      let allows = ALL;
      if (step !== undefined && one.isAbout(taken)) {
        const there = things[question] ?? [];
        owes = one.owes(step, there);
        if (isChange) allows = one.allows(step, there);
      }
      table.means(question, owes, allows);
      isOwing ||= owes !== 0;
    }
    return isChange || isOwing;
  }
}
