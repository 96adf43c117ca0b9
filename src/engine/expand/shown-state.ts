import type { Values } from "../codec/codec.ts";
import type { PropertyView } from "./property-view.ts";
import type { StateSpace } from "./state-space.ts";

/**
 * Which state of a control form the properties see: the one in which no two holders share an opaque value, unless another is shown. The worlds that
 * they see stay the same; only what stands for an opaque value in them changes.
 */
export class ShownState {
  readonly #space: StateSpace;
  readonly #view: PropertyView;
  readonly #before: Values;
  readonly #holders: Uint8Array;
  readonly #shared: Values;
  /** The settled combination (see `StateSpace.settle`) of the state before a step; `undefined` until it is needed. */
  #settled: number | undefined;

  /**
   * @param before the values of the form where no two holders share, read when needed
   * @param holders how many holders the form has of each opaque sort, read likewise
   */
  constructor(space: StateSpace, view: PropertyView, before: Values, holders: Uint8Array) {
    this.#space = space;
    this.#view = view;
    this.#before = before;
    this.#holders = holders;
    this.#shared = space.values();
  }

  /** Shows the state with a combination of partitions. */
  show(combination: number): void {
    const { sharing } = this.#space;
    sharing.holders.set(this.#holders);
    sharing.representatives(combination, this.#view.representatives);
    this.#settled = undefined;
  }

  /** Whether the state shown differs from the one after a step to the same form. @param after the values after the step, where no two holders share */
  differsFrom(after: Values): boolean {
    this.#settled ??= this.#combinationOf(this.#before);
    return this.#combinationOf(after) !== this.#settled;
  }

  /** The combination of values as they are shown; the same for all states that differ from them only in numbers. */
  #combinationOf(values: Values): number {
    const { part, sharing } = this.#space;
    const { representatives } = this.#view;
    const shared = this.#shared;
    shared.set(values);
    for (const { slots } of part.opaque)
      for (const slot of slots) {
        const own = shared[slot] ?? 0;
        shared[slot] = representatives[own] ?? own; // a design may take new numbers from above all others
      }
    this.#space.settle(shared);
    return sharing.combination();
  }
}
