import type { Model } from "../../model/model.ts";
import type { Values } from "../codec/codec.ts";
import type { Layout } from "../codec/layout.ts";
import { areEqual } from "../codec/words.ts";
import { Canonicalizer } from "./canonical.ts";
import { colouringOf } from "./colouring-of.ts";
import { elementsOf, whyNotRenumbered } from "./elements.ts";
import { Invariant } from "./invariant.ts";

/**
 * Decides whether a call has changed the state, for every way of running a design: it has if the states before and after differ
 * up to symmetry. If numbers mean something to the design, or its states cannot be renumbered, any difference counts.
 */
export class Changes {
  readonly #invariant: Invariant | undefined;
  readonly #canonicalizer: Canonicalizer | undefined;
  readonly #before: Values;
  readonly #formBefore: Values;
  readonly #formAfter: Values;
  #invariantBefore: number | undefined;
  #isFormed = false;

  constructor(model: Pick<Model, "numbersMatter">, layout: Layout) {
    const values = () => new Int32Array(layout.slots.length);
    this.#before = values();
    this.#formBefore = values();
    this.#formAfter = values();
    if (model.numbersMatter || whyNotRenumbered(layout) !== undefined) return;
    const elements = elementsOf(layout);
    this.#invariant = new Invariant(elements, colouringOf(layout, elements));
    this.#canonicalizer = new Canonicalizer(layout);
  }

  /** Sets the world before the calls. */
  from(before: Values): void {
    this.#before.set(before);
    this.#invariantBefore = undefined;
    this.#isFormed = false;
  }

  /** Whether the state after a call differs from the one before. */
  isChanged(after: Values): boolean {
    if (areEqual(this.#before, after)) return false;
    if (this.#invariant === undefined || this.#canonicalizer === undefined) return true;
    if (this.#invariant.haveOtherPlainValues(this.#before, after)) return true;
    this.#invariantBefore ??= this.#invariant.of(this.#before);
    if (this.#invariantBefore !== this.#invariant.of(after)) return true;
    if (!this.#isFormed) this.#canonicalizer.form(this.#before, this.#formBefore);
    this.#isFormed = true;
    this.#canonicalizer.form(after, this.#formAfter);
    return !areEqual(this.#formBefore, this.#formAfter);
  }
}
