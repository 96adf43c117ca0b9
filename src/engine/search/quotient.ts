import type { Values } from "../codec/codec.ts";
import { Expander } from "../expand/expander.ts";
import { SETTLED } from "../expand/expansion.ts";
import { type OpenProperties, openPropertiesOf } from "../expand/open-properties.ts";
import type { StateSpace } from "../expand/state-space.ts";
import { combinationAfter, type Steps, stepsOf, TABLES, TARGET } from "../expand/steps.ts";
import { NO_STATE } from "../store/state-table.ts";
import { SettledCombinations } from "./settled-combinations.ts";
import type { StateStore } from "./state-store.ts";

/** A state that a search has found: the number of its form, and the combination of partitions. */
export interface State {
  readonly form: number;
  readonly combination: number;
}

/** The steps of at most this many forms are kept. */
const MAX_KEPT = 2 ** 17;

/** The graph of the states that a search has found, up to symmetry if the search was. Its steps are worked out again on demand. */
export class Quotient {
  readonly space: StateSpace;
  readonly #store: StateStore;
  readonly #expander: Expander;
  readonly #steps = new Map<number, Steps>();
  readonly #values: Values;
  readonly #settled: SettledCombinations;
  readonly #noProperties: OpenProperties;

  constructor(space: StateSpace, store: StateStore) {
    this.space = space;
    this.#store = store;
    this.#expander = new Expander(space, 1);
    this.#values = space.values();
    this.#settled = new SettledCombinations(space, store.table);
    this.#noProperties = openPropertiesOf(space.model, [], space.scope);
  }

  /** Finds a state by its values; its form is `NO_STATE` if the search has not found it. */
  locate(values: Values): State {
    this.#values.set(values);
    this.space.settle(this.#values);
    const form = this.#store.table.find(this.space.words, 0);
    return { form, combination: this.space.sharing.combination() };
  }

  /** A successor of a state, by its place among all of them; `undefined` beyond the last. */
  successor({ form, combination }: State, place: number): State | undefined {
    const steps = this.#stepsOf(form);
    const opaque = this.space.part.opaque.length;
    const at = place * (TABLES + opaque);
    if (at >= steps.length) return undefined;
    const target = steps[at + TARGET] ?? NO_STATE;
    if (target === NO_STATE) return { form: target, combination: 0 };
    const after = combinationAfter(this.#expander.tables, steps, at, opaque, combination);
    return { form: target, combination: this.#settledCombination(target, after) };
  }

  /** The combination that stands for all those that the automorphisms of a form map to each other. */
  #settledCombination(form: number, combination: number): number {
    if (this.space.part.opaque.length === 0 || this.#store.isRigid(form)) return combination;
    return this.#settled.of(form, combination);
  }

  /** Whether a property is settled in a state, or by a step out of it. @param open only that property */
  isSettled({ form, combination }: State, open: OpenProperties): boolean {
    const { table } = this.#store;
    const { settled } = this.#expander.ask(table.words, table.placeOf(form), [combination], open);
    return settled[0] !== SETTLED.not;
  }

  #stepsOf(form: number): Steps {
    const known = this.#steps.get(form);
    if (known !== undefined) return known;
    const { space } = this;
    const { table } = this.#store;
    const { successors } = this.#expander.expand(table.words, table.placeOf(form), [0], this.#noProperties);
    const steps = stepsOf(successors, space.part.opaque.length, (_, at) => table.find(successors.words, at));
    if (this.#steps.size >= MAX_KEPT) this.#steps.clear();
    this.#steps.set(form, steps);
    return steps;
  }
}
