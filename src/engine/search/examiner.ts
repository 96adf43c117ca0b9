import type { Words } from "../codec/words.ts";
import { Expander } from "../expand/expander.ts";
import type { Expansion } from "../expand/expansion.ts";
import { type OpenProperties, openPropertiesOf } from "../expand/open-properties.ts";
import type { StateSpace } from "../expand/state-space.ts";
import type { CopyTables } from "../partition/copy-tables.ts";
import { DESIGN, isAsymmetricBefore, noteAsymmetry } from "./asymmetries.ts";
import { isLeftOpen } from "./breaches.ts";
import { FailedInState } from "./failed-in-state.ts";
import { COUNT, type Findings } from "./findings.ts";
import { FormComparer } from "./form-comparer.ts";
import { memoryIn, type SearchTask } from "./search-task.ts";
import { Tally } from "./tally.ts";

/** The level of the states that are examined. */
export interface ExaminedLevel {
  /** The distance from the first state. */
  readonly level: number;
  /** How many states it has. */
  readonly size: number;
  readonly open: OpenProperties;
}

/** Expands states, or only checks them, compares some with others of their orbits, and notes one worker's findings. Used by every kind of search. */
export class Examiner {
  readonly space: StateSpace;
  readonly tally: Tally;
  readonly #findings: Findings;
  readonly #worker: number;
  readonly #expander: Expander;
  readonly #comparer: FormComparer | undefined;

  constructor(task: SearchTask, space: StateSpace, findings: Findings, worker: number) {
    this.space = space;
    this.tally = new Tally(findings, worker);
    this.#findings = findings;
    this.#worker = worker;
    this.#expander = new Expander(space, task.properties.length, undefined, memoryIn(task));
    this.#comparer = task.symmetry ? new FormComparer(task, space, this.#expander.tables) : undefined;
  }

  /** The copy tables that expansions refer to. */
  get tables(): CopyTables {
    return this.#expander.tables;
  }

  /** Checks the states of a form. @param weight how many states each stands for */
  check(words: Words, at: number, combinations: readonly number[], level: ExaminedLevel, weight = 1): void {
    this.#blaming(words, at, combinations, level, () => {
      const found = this.#expander.check(words, at, combinations, level.open);
      this.tally.takeProperties(found, level.level, weight);
      this.#noteRemembering(found, level, words, at, combinations[0] ?? 0);
      this.#compare(words, at, combinations, level);
    });
  }

  /**
   * Expands the states of a form.
   *
   * @param weight how many states each stands for
   * @param isRoom whether there is room for this many successors: if not, nothing is noted
   * @returns the expansion, or `undefined` if there is no room
   * @throws {FailedInState} if the design or a property fails
   */
  expand(
    words: Words,
    at: number,
    combinations: readonly number[],
    level: ExaminedLevel,
    weight = 1,
    isRoom: (successors: number) => boolean = () => true,
  ): Expansion | undefined {
    const expansion = this.#blaming(words, at, combinations, level, () => {
      const found = this.#expander.expand(words, at, combinations, level.open);
      if (!isRoom(found.successors.count)) return undefined;
      this.#compare(words, at, combinations, level, found);
      return found;
    });
    if (expansion === undefined) return undefined;
    this.tally.takeProperties(expansion, level.level, weight);
    this.#noteRemembering(expansion, level, words, at, combinations[0] ?? 0);
    this.tally.takeCalls(expansion, combinations.length * weight);
    if (expansion.isTerminal)
      for (const combination of combinations) this.tally.takeTerminal(words, at, combination);
    return expansion;
  }

  /** @throws {FailedInState} if the design or a property fails, with the state in which it does */
  #blaming<Result>(
    words: Words,
    at: number,
    combinations: readonly number[],
    { level }: ExaminedLevel,
    work: () => Result,
  ): Result {
    try {
      return work();
    } catch (error) {
      const state = words.slice(at, at + this.space.packer.length);
      throw new FailedInState(error, state, combinations[0] ?? 0, level);
    }
  }

  /** Compares some states with other members of their orbits. @param expansion that of the states, if they were expanded */
  #compare(
    words: Words,
    at: number,
    combinations: readonly number[],
    { level, size, open }: ExaminedLevel,
    expansion?: Expansion,
  ): void {
    if (this.#comparer === undefined) return;
    const members = this.#comparer.compare(
      words,
      at,
      combinations,
      size,
      open,
      expansion,
      (suspect, combination, member) => {
        const who = suspect === "design" ? DESIGN : suspect;
        this.#note(who, level, member, words, at, combination);
      },
    );
    this.tally.increase(COUNT.compared, members);
  }

  /** Notes which properties were seen to remember what they found: they have to be checked in each state separately. */
  #noteRemembering(
    { remembers }: Expansion,
    { level }: ExaminedLevel,
    words: Words,
    at: number,
    state: number,
  ): void {
    for (let property = 0; property < remembers.length; property++)
      if (remembers[property] === 1) this.#note(property, level, 0, words, at, state);
  }

  /** Notes that what the design or a property says of a state need not hold for the states it stands for. */
  #note(who: number, level: number, member: number, words: Words, at: number, combination: number): void {
    const state = Int32Array.of(...words.subarray(at, at + this.space.packer.length), combination);
    noteAsymmetry(this.#findings, this.#worker, who, { level, member, state });
  }
}

/** The places of the properties to check on a level: those that no worker found settled or not symmetric on an earlier one. */
export function openOnLevel({ properties }: SearchTask, findings: Findings, level: number): number[] {
  return properties.flatMap((property, index) => {
    if (isAsymmetricBefore(findings, index, level)) return [];
    return isLeftOpen(findings, index, property, level) ? [index] : [];
  });
}

/** Those of the wanted properties, given by their places, that apply. */
export function openAmong(
  { model, properties, scope }: SearchTask,
  wanted: readonly number[],
): OpenProperties {
  const places = new Set(wanted);
  return openPropertiesOf(model, properties, scope, (index) => places.has(index));
}
