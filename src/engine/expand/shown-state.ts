import type { Values } from "../codec/codec.ts";
import type { PropertyView } from "./property-view.ts";
import type { StateSpace } from "./state-space.ts";

/**
 * Which state of a control form the properties see. It is the one in which no two holders share an opaque value, unless another is shown: the worlds that
 * they see stay the same, and only what stands for an opaque value in them changes.
 */
export class ShownState {
  readonly #space: StateSpace;
  readonly #view: PropertyView;
  readonly #before: Values;
  readonly #holders: Uint8Array;
  readonly #shared: Values;
  /** The combination of the state before a step, as all states have it that differ from it in numbers only; nothing until it is needed. */
  #settled: number | undefined;

  /** @param before the values of the form where no two share, and how many holders it has of each opaque sort; both as they are when it is asked */
  constructor(space: StateSpace, view: PropertyView, before: Values, holders: Uint8Array) {
    this.#space = space;
    this.#view = view;
    this.#before = before;
    this.#holders = holders;
    this.#shared = space.values();
  }

  /** Shows the state that has a combination of partitions. */
  show(combination: number): void {
    const { sharing } = this.#space;
    sharing.holders.set(this.#holders);
    sharing.representatives(combination, this.#view.representatives);
    this.#settled = undefined;
  }

  /** Whether the state that is shown is another than that after a step to the same form. @param after the values after it, where no two share */
  differsFrom(after: Values): boolean {
    this.#settled ??= this.#combinationOf(this.#before);
    return this.#combinationOf(after) !== this.#settled;
  }

  /** The combination that values have as they are shown, and all states that differ from them in numbers only. */
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
