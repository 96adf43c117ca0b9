/**
 * What finding a canonical form does to all the numbers of a world, as straight-line code made for its layout where that is allowed, as the codec's is.
 *
 * A colour is a hash of what is known of a number, other than the number itself: of what its row holds and of who refers to it. It
 * is below `ABSENT`; a number that the world does not use has `ABSENT` and its element, so that it comes last.
 */
import type { Values } from "../codec/codec.ts";

/** A number for each element. */
export type PerElement = Int32Array;

/** The steps of a canonical form. Each means the same for all worlds that differ only in numbers. */
export interface Colouring {
  /**
   * Colours what is there, a row or a number without one that is referred to, by the plain values of its row. `told` takes what is
   * told of each element by who refers to it.
   */
  open(values: Values, colours: PerElement, told: PerElement): void;
  /** Tells apart by what rows refer to and by what was told, and tells on. */
  refine(values: Values, colours: PerElement, told: PerElement): void;
  /** Numbers each sort that is referred to in the order of its colours; says whether no two had the same one. */
  number(colours: PerElement, numbers: PerElement): boolean;
  /** Writes the world with new numbers. Rows that nothing refers to are put in the order of what they then hold. */
  emit(values: Values, numbers: PerElement, form: Values): void;
  /** Numbers the sorts that nothing refers to, once the others are: in the order in which `emit` puts their rows. */
  rank(values: Values, numbers: PerElement): void;
}
