/**
 * The steps of finding a canonical form that go over all numbers of a world: straight-line code made for its layout where that is allowed, like the codec's.
 *
 * A colour is a hash of what is known about a number, other than the number itself: what its row holds and who refers to it. It is
 * below `ABSENT`; a number that the world does not use has `ABSENT` plus its element as its colour, so that it comes last.
 */
import type { Values } from "../codec/codec.ts";

/** A number for each element. */
export type PerElement = Int32Array;

/** The steps of finding a canonical form. Each treats all worlds that differ only in numbers alike. */
export interface Colouring {
  /**
   * Colours what is present (a row, or a number without one that is referred to) by the plain values of its row. `told` receives
   * what each element is told by those that refer to it.
   */
  open(values: Values, colours: PerElement, told: PerElement): void;
  /** Refines the colours by what rows refer to and by what was told, and tells the new ones on. */
  refine(values: Values, colours: PerElement, told: PerElement): void;
  /** Numbers each sort that is referred to in the order of its colours; returns whether no two had the same colour. */
  number(colours: PerElement, numbers: PerElement): boolean;
  /** Writes the world with new numbers. Rows that nothing refers to are sorted by what they then hold. */
  emit(values: Values, numbers: PerElement, form: Values): void;
  /** Numbers the sorts that nothing refers to, after the others, in the order in which `emit` puts their rows. */
  rank(values: Values, numbers: PerElement): void;
}
