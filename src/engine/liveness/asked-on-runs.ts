import type { TaskNumber } from "../../model/numbers.ts";
import type { Observation } from "../../model/observation.ts";
import type { OnRuns } from "../../model/on-runs.ts";
import type { Step } from "../../model/property.ts";
import type { StateSpace } from "../expand/state-space.ts";
import { Column } from "./column.ts";
import { type Meaning, MOST_FOLLOWED, type Question, type Rule } from "./graph.ts";
import { NumbersOfSort } from "./numbers.ts";
import { bitsOf } from "./staying.ts";
import type { StepOfForm } from "./steps-of-forms.ts";

/** Why runs cannot be asked about, in words. */
export class NotFollowed extends Error {}

/** A property on runs, with what is known of it in each node. */
export class AskedOnRuns {
  readonly property: OnRuns;
  /** The numbers of the things that it is about; nothing where it is about none. */
  readonly numbers: NumbersOfSort | undefined;
  readonly things: number;
  readonly owed = new Column();
  readonly open = new Column();
  /** For each node and thing the tasks of which calls are taken for granted; empty where that is all. */
  readonly fairTo = new Column();
  cases = 0;

  constructor(property: OnRuns, space: StateSpace) {
    this.property = property;
    this.numbers = property.of === undefined ? undefined : new NumbersOfSort(space, property.of);
    this.things = this.numbers?.largest ?? 1;
    if (this.things > MOST_FOLLOWED)
      throw new NotFollowed(
        `of more than ${MOST_FOLLOWED} numbers of a ${property.of} none is followed along a run`,
      );
  }

  /** The things that are there, numbered from 0. */
  thingsIn(values: Int32Array): number[] {
    return this.numbers === undefined ? [0] : this.numbers.in(values).map((number) => number - 1);
  }

  /** What the property calls a thing. */
  nameOf(thing: number): number {
    return this.numbers === undefined ? 0 : thing + 1;
  }

  /** Takes notice of a node. @param tasks who is there */
  see(world: Observation, things: readonly number[], tasks: readonly TaskNumber[]): void {
    const { property } = this;
    const { owed } = property;
    const areOwed = setOf(things, (thing) => owed.from === "worlds" && owed.isSo(world, this.nameOf(thing)));
    const isFirst = this.owed.length === 0 && owed.from === "the first world";
    this.cases += isFirst ? things.length : [...bitsOf(areOwed)].length;
    this.owed.push(areOwed);
    this.open.push(setOf(things, (thing) => !property.isMet(world, this.nameOf(thing))));
    if (property.isFair === undefined) return;
    for (let thing = 0; thing < this.things; thing++) {
      const isThere = things.includes(thing);
      const fair = tasks.filter((task) => isThere && property.isFair?.(world, task, this.nameOf(thing)));
      this.fairTo.push(
        setOf(
          fair.map((task) => task - 1),
          () => true,
        ),
      );
    }
  }

  /** Whether it has to look at a step. */
  isAbout({ isChange, operation }: StepOfForm): boolean {
    const { owed, allows } = this.property;
    if (isChange && allows !== undefined) return true;
    return owed.from === "steps" && (owed.on === undefined || owed.on.includes(operation.op));
  }

  /** What a step means. @param things those that were there before it */
  meaningOf(taken: StepOfForm, step: Step | undefined, things: readonly number[]): Meaning {
    const { property } = this;
    const { owed, allows } = property;
    const isOwing =
      step !== undefined && owed.from === "steps" && (owed.on?.includes(step.operation.op) ?? true);
    const owes = setOf(things, (thing) => isOwing && owed.isSo(step, this.nameOf(thing)));
    return {
      things: this.#after(taken),
      owes,
      allows:
        step === undefined || allows === undefined || !taken.isChange
          ? -1
          : setOf(things, (thing) => allows(step, this.nameOf(thing))),
    };
  }

  /** Counts what a step owes, whether it is done at once or not. */
  count(meaning: Meaning | undefined): void {
    this.cases += [...bitsOf(meaning?.owes ?? 0)].length;
  }

  /** The question that it is of a graph. */
  question(place: number, rules: readonly Rule[]): Question {
    return {
      place,
      things: this.things,
      owedAtFirst: this.property.owed.from === "the first world" ? (this.open.numbers[0] ?? 0) : 0,
      owed: this.owed.numbers,
      open: this.open.numbers,
      rules,
    };
  }

  /** What the property takes for granted itself. @param callOf the number of a call */
  rules(callOf: (op: string) => number): Rule[] {
    const { fair = {}, isFair } = this.property;
    const fairTo = this.fairTo.numbers;
    const tasks = (node: number, thing: number): number =>
      isFair === undefined ? -1 : (fairTo[node * this.things + thing] ?? 0);
    return Object.entries(fair).map(([op, strength]) => ({ strength, call: callOf(op), tasks }));
  }

  #after({ after, inForm }: StepOfForm): number[] {
    const { numbers } = this;
    if (numbers === undefined) return [0];
    return Array.from({ length: this.things }, (_, thing) =>
      numbers.isThere(after, thing + 1) ? numbers.after(inForm, thing + 1) - 1 : -1,
    );
  }
}

/** The set of some numbers. */
export function setOf(numbers: readonly number[], isIn: (number: number) => boolean = () => true): number {
  let set = 0;
  for (const number of numbers) if (isIn(number)) set |= 1 << number;
  return set;
}
