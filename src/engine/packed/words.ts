/** Worlds, packed one after another. */
export type Words = Int32Array;
