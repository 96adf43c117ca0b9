import type { Values } from "../codec/codec.ts";
import { type Packer, packerOf } from "../codec/packer.ts";
import type { Words } from "../codec/words.ts";
import type { ControlPart } from "../partition/control-part.ts";
import { Sharing } from "../partition/sharing.ts";
import { Canonicalizer } from "../symmetry/canonical.ts";
import { elementsOf } from "../symmetry/elements.ts";

/** Finds the control form of a state, and who shares opaque values in it. Without symmetry the form is the state itself. */
export class FormFinder {
  /** Packs control parts. */
  readonly packer: Packer;
  /** Who shares opaque values in the state located last. */
  readonly sharing: Sharing;
  /** The control form of the state located last. */
  readonly words: Words;
  readonly #isFolded: boolean;
  readonly #canonicalizer: Canonicalizer | undefined;
  /** For whole states whose control form does not distinguish all holders. */
  readonly #wholeCanonicalizer: Canonicalizer | undefined;
  readonly #control: Values;
  readonly #form: Values;
  readonly #whole: Values;
  readonly #takeControl: (values: Values, control: Values) => void;

  /** @throws {Error} if `symmetry` is set and states cannot be renumbered */
  constructor(part: ControlPart, symmetry: boolean) {
    const { whole, control, opaque } = part;
    this.#isFolded = opaque.length > 0;
    this.packer = packerOf(control);
    this.#canonicalizer = symmetry ? new Canonicalizer(control) : undefined;
    this.#wholeCanonicalizer = this.#isFolded ? new Canonicalizer(whole) : undefined;
    this.sharing = new Sharing(part, symmetry ? elementsOf(control) : undefined);
    this.words = new Int32Array(this.packer.length);
    this.#control = new Int32Array(whole.slots.length);
    this.#form = new Int32Array(whole.slots.length);
    this.#whole = new Int32Array(whole.slots.length);
    this.#takeControl = controlTaker(part);
  }

  /**
   * Finds the control form of a state, in `words`, and who shares opaque values, in `sharing`.
   *
   * @returns whether these identify the state; otherwise its control form may have automorphisms that map one way of sharing to another (see `settle`)
   */
  locate(values: Values): boolean {
    if (this.#canonicalizer === undefined) {
      this.packer.pack(values, this.words, 0);
      return true;
    }
    if (!this.#isFolded) {
      this.#canonicalizer.form(values, this.#form);
      this.packer.pack(this.#form, this.words, 0);
      return true;
    }
    this.#takeControl(values, this.#control);
    this.#canonicalizer.form(this.#control, this.#form);
    this.packer.pack(this.#form, this.words, 0);
    const isRigid = !this.#canonicalizer.isTied && !this.sharing.areHoldersAlike(this.#form);
    this.sharing.collect(
      values,
      () => this.#canonicalizer?.numbersOf(this.#control) ?? this.#control,
      this.#canonicalizer.numbers,
    );
    return isRigid;
  }

  /** Like `locate`, but finds the same way of sharing for all states that differ only in numbers. */
  settle(values: Values): void {
    if (this.locate(values) || this.#wholeCanonicalizer === undefined) return;
    this.#wholeCanonicalizer.form(values, this.#whole);
    this.locate(this.#whole);
  }

  /** What each number (see `elementsOf`) of the state located last becomes in the control form; valid until the next one is located. Only with symmetry. */
  numbersInForm(values: Values): Int32Array {
    const numbers = this.#canonicalizer?.numbersOf(this.#isFolded ? this.#control : values);
    if (numbers === undefined) throw new Error("without symmetry there are no forms");
    return numbers;
  }
}

/** Makes the function that copies the control part of a state: of an opaque value, only whether it is there. */
function controlTaker({ whole, opaque, optional }: ControlPart): (values: Values, control: Values) => void {
  const slots = opaque.flatMap((one) => one.slots);
  return (values, control) => {
    for (let slot = 0; slot < whole.slots.length; slot++) control[slot] = values[slot] ?? 0;
    for (const slot of slots) control[slot] = optional.has(slot) && values[slot] !== 0 ? 1 : 0;
  };
}
