import type { Kind } from "../../model/kind.ts";

/**
 * The bounds within which a design is explored. They stand in every verdict, because a verdict says
 * nothing beyond them.
 */
export interface ContainerScope {
  /** How many tasks may live at once, from 1. A `fork` beyond it is refused with `EAGAIN`. */
  readonly tasks: number;
  /** How many containers may live at once, the root among them, from 1. Beyond it: `ENOSPC`. */
  readonly containers: number;
  /** The kinds of namespace that a nsproxy has, each once. A search takes them in this order. */
  readonly kinds: readonly Kind[];
  /** The names that a search gives to `rename` and `restart`. A replay takes any name that N1 allows. */
  readonly names: readonly string[];
  /** How many images may be kept at once, from 0. A `checkpoint` beyond it is refused with `ENOSPC`. */
  readonly images: number;
  /** How many handles there are, if a design has any; absent: none. A `take` of another is refused with `ENOSPC`. */
  readonly handles?: number;
}
