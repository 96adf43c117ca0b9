import type { TaskNumber } from "../../model/numbers.ts";
import type { Observation } from "../../model/observation.ts";
import type { OnRuns } from "../../model/on-runs.ts";
import type { Step } from "../../model/property.ts";
import { Column } from "./column.ts";
import { MOST_FOLLOWED, type Question, type Rule } from "./graph.ts";
import type { NumbersOfSort } from "./numbers.ts";
import type { StepOfForm } from "./steps-of-forms.ts";

/** Why runs cannot be asked about, in words. */
export class NotFollowed extends Error {}

/** The set of all things. */
export const ALL = -1;

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

  /** @param numbers those of the things that it is about; nothing where it is about none */
  constructor(property: OnRuns, numbers: NumbersOfSort | undefined) {
    this.property = property;
    this.numbers = numbers;
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
    const areOwed = this.owedIn(world, things);
    const isFirst = this.owed.length === 0 && this.property.owed.from === "the first world";
    this.cases += isFirst ? things.length : sizeOf(areOwed);
    this.owed.push(areOwed);
    this.open.push(this.openIn(world, things));
    if (this.property.isFair === undefined) return;
    for (let thing = 0; thing < this.things; thing++)
      this.fairTo.push(things.includes(thing) ? this.fairToIn(world, thing, tasks) : 0);
  }

  /** The things to which something is owed in a world. @param things those that are there */
  owedIn(world: Observation, things: readonly number[]): number {
    const { owed } = this.property;
    return owed.from === "worlds" ? setOf(things, (thing) => owed.isSo(world, this.nameOf(thing))) : 0;
  }

  /** The things to which in a world has not been given what may be owed to them. */
  openIn(world: Observation, things: readonly number[]): number {
    return setOf(things, (thing) => !this.property.isMet(world, this.nameOf(thing)));
  }

  /** The tasks, as bits from task 1 on, of which calls are taken for granted in a world for the sake of a thing. */
  fairToIn(world: Observation, thing: number, tasks: readonly TaskNumber[]): number {
    let fair = 0;
    for (const task of tasks)
      if (this.property.isFair?.(world, task, this.nameOf(thing))) fair |= 1 << (task - 1);
    return fair;
  }

  /** Whether it has to look at a step. */
  isAbout({ isChange, operation }: Pick<StepOfForm, "isChange" | "operation">): boolean {
    return (isChange && this.property.allows !== undefined) || this.#mayOwe(operation.op);
  }

  /** The things to which a step owes something. @param things those that were there before it */
  owes(step: Step, things: readonly number[]): number {
    const { owed } = this.property;
    if (owed.from !== "steps" || !this.#mayOwe(step.operation.op)) return 0;
    let owes = 0;
    for (const thing of things) if (owed.isSo(step, this.nameOf(thing))) owes |= 1 << thing;
    return owes;
  }

  /** The things of which a run may take a step that changes something while something is owed to them. */
  allows(step: Step, things: readonly number[]): number {
    const { property } = this;
    if (property.allows === undefined) return ALL;
    let allowed = 0;
    for (const thing of things) if (property.allows(step, this.nameOf(thing))) allowed |= 1 << thing;
    return allowed;
  }

  #mayOwe(op: string): boolean {
    const { owed } = this.property;
    return owed.from === "steps" && (owed.on === undefined || owed.on.includes(op));
  }

  /** Counts what a step owes, whether it is done at once or not. */
  count(owes: number): void {
    this.cases += sizeOf(owes);
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

  /** What the property takes for granted itself. @param numberOfCall the number of a call */
  rules(numberOfCall: (op: string) => number): Rule[] {
    const { fair = {}, isFair } = this.property;
    const fairTo = this.fairTo.numbers;
    const tasks = (node: number, thing: number): number =>
      isFair === undefined ? -1 : (fairTo[node * this.things + thing] ?? 0);
    return Object.entries(fair).map(([op, strength]) => ({ strength, call: numberOfCall(op), tasks }));
  }
}

/** The set of some numbers. */
export function setOf(numbers: readonly number[], isIn: (number: number) => boolean = () => true): number {
  let set = 0;
  for (const number of numbers) if (isIn(number)) set |= 1 << number;
  return set;
}

/** How many are in a set. */
function sizeOf(set: number): number {
  let size = 0;
  for (let left = set; left !== 0; left &= left - 1) size++;
  return size;
}
