import type { TaskNumber } from "../../model/numbers.ts";
import type { Observation } from "../../model/observation.ts";
import type { OnRuns } from "../../model/on-runs.ts";
import type { Step } from "../../model/property.ts";
import { Column } from "./column.ts";
import { MAX_FOLLOWED, type Question, type Rule } from "./graph.ts";
import type { NumbersOfSort } from "./numbers.ts";
import type { StepOfForm } from "./steps-of-forms.ts";

/** Thrown if properties on runs cannot be decided; the message says why. */
export class NotFollowed extends Error {}

/** The set of all things. */
export const ALL = -1;

/** A property on runs, with what it finds in each node. */
export class AskedOnRuns {
  readonly property: OnRuns;
  /** The numbers of the things that it is about; `undefined` if it is about none. */
  readonly numbers: NumbersOfSort | undefined;
  readonly things: number;
  readonly owed = new Column();
  readonly open = new Column();
  /** For each node and thing, the tasks whose calls are assumed to be fair; empty if that is all tasks. */
  readonly fairTo = new Column();
  cases = 0;

  /** @param numbers those of the things that it is about; `undefined` if it is about none */
  constructor(property: OnRuns, numbers: NumbersOfSort | undefined) {
    this.property = property;
    this.numbers = numbers;
    this.things = this.numbers?.largest ?? 1;
    if (this.things > MAX_FOLLOWED)
      throw new NotFollowed(
        `runs are not followed with more than ${MAX_FOLLOWED} numbers of a ${property.of}`,
      );
  }

  /** The things that exist, numbered from 0. */
  thingsIn(values: Int32Array): number[] {
    return this.numbers === undefined ? [0] : this.numbers.in(values).map((number) => number - 1);
  }

  /** The number by which the property knows a thing. */
  nameOf(thing: number): number {
    return this.numbers === undefined ? 0 : thing + 1;
  }

  /** Notes what the property finds in a node. @param tasks those that exist */
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

  /** The things to which something is owed in a world. @param things those that exist */
  owedIn(world: Observation, things: readonly number[]): number {
    const { owed } = this.property;
    return owed.from === "worlds" ? setOf(things, (thing) => owed.isSo(world, this.nameOf(thing))) : 0;
  }

  /** The things for which, in a world, what may be owed to them has not happened. */
  openIn(world: Observation, things: readonly number[]): number {
    return setOf(things, (thing) => !this.property.isMet(world, this.nameOf(thing)));
  }

  /** The tasks, as bits from task 1 on, whose calls are assumed to be fair in a world while something is owed to a thing. */
  fairToIn(world: Observation, thing: number, tasks: readonly TaskNumber[]): number {
    let fair = 0;
    for (const task of tasks)
      if (this.property.isFair?.(world, task, this.nameOf(thing))) fair |= 1 << (task - 1);
    return fair;
  }

  /** Whether the property must look at a step. */
  isAbout({ isChange, operation }: Pick<StepOfForm, "isChange" | "operation">): boolean {
    return (isChange && this.property.allows !== undefined) || this.#mayOwe(operation.op);
  }

  /** The things to which a step owes something. @param things those that existed before it */
  owes(step: Step, things: readonly number[]): number {
    const { owed } = this.property;
    if (owed.from !== "steps" || !this.#mayOwe(step.operation.op)) return 0;
    let owes = 0;
    for (const thing of things) if (owed.isSo(step, this.nameOf(thing))) owes |= 1 << thing;
    return owes;
  }

  /** The things for which a run may take a step that changes the world while something is owed to them. */
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

  /** Counts what a step owes, even if it is met at once. */
  count(owes: number): void {
    this.cases += sizeOf(owes);
  }

  /** The property as a question about a graph. */
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

  /** The fairness that the property itself assumes. @param numberOfCall gives the number of a call */
  rules(numberOfCall: (op: string) => number): Rule[] {
    const { fair = {}, isFair } = this.property;
    const fairTo = this.fairTo.numbers;
    const tasks = (node: number, thing: number): number =>
      isFair === undefined ? -1 : (fairTo[node * this.things + thing] ?? 0);
    return Object.entries(fair).map(([op, strength]) => ({ strength, call: numberOfCall(op), tasks }));
  }
}

/** The numbers for which `isIn` is true, as a set of bits. */
export function setOf(numbers: readonly number[], isIn: (number: number) => boolean = () => true): number {
  let set = 0;
  for (const number of numbers) if (isIn(number)) set |= 1 << number;
  return set;
}

/** How many members a set has. */
function sizeOf(set: number): number {
  let size = 0;
  for (let left = set; left !== 0; left &= left - 1) size++;
  return size;
}
