/** Mutants that no test can tell from the program, each with the reason. */
import type { Equivalent } from "./judge.ts";

export const EQUIVALENTS: readonly Equivalent[] = [];
