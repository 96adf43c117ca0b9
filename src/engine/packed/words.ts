/** Whole words of 32 bits: packed worlds, one after another. */
export type Words = Int32Array;
