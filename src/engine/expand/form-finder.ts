import type { Values } from "../codec/codec.ts";
import { type Packer, packerOf } from "../codec/packer.ts";
import type { Words } from "../codec/words.ts";
import type { ControlPart } from "../partition/control-part.ts";
import { Sharing } from "../partition/sharing.ts";
import { Canonicalizer } from "../symmetry/canonical.ts";
import { elementsOf } from "../symmetry/elements.ts";

/** Finds the control form of a state, and who shares opaque values in it. Without symmetry that is the state itself. */
export class FormFinder {
  /** Of control parts. */
  readonly packer: Packer;
  /** Who shares opaque values in the state that was located last. */
  readonly sharing: Sharing;
  /** The control form of the state that was located last. */
  readonly words: Words;
  readonly #isFolded: boolean;
  readonly #canonicalizer: Canonicalizer | undefined;
  /** Of whole states: for those with a control form that does not tell all holders apart. */
  readonly #wholeCanonicalizer: Canonicalizer | undefined;
  readonly #control: Values;
  readonly #form: Values;
  readonly #whole: Values;
  readonly #takeControl: (values: Values, control: Values) => void;

  /** @throws {Error} where states cannot be renumbered, and are to be */
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
   * @returns whether that tells the state: else its control form has automorphisms, which may take one way to share to another (see `settle`)
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

  /** As `locate`, but of all states that differ only in numbers the same way to share is found. */
  settle(values: Values): void {
    if (this.locate(values) || this.#wholeCanonicalizer === undefined) return;
    this.#wholeCanonicalizer.form(values, this.#whole);
    this.locate(this.#whole);
  }

  /** What each number (see `elementsOf`) of the state that was located last becomes in the control form, until the next one is. Only with symmetry. */
  numbersInForm(values: Values): Int32Array {
    const numbers = this.#canonicalizer?.numbersOf(this.#isFolded ? this.#control : values);
    if (numbers === undefined) throw new Error("without symmetry there are no forms");
    return numbers;
  }
}

/** Takes the control part of a state: of opaque values only whether they are there. */
function controlTaker({ whole, opaque, optional }: ControlPart): (values: Values, control: Values) => void {
  const slots = opaque.flatMap((one) => one.slots);
  return (values, control) => {
    for (let slot = 0; slot < whole.slots.length; slot++) control[slot] = values[slot] ?? 0;
    for (const slot of slots) control[slot] = optional.has(slot) && values[slot] !== 0 ? 1 : 0;
  };
}
