import type { StateSpace } from "../expand/state-space.ts";
import type { JointForm } from "./joint-form.ts";
import type { Pair } from "./pair.ts";

/** The pairs of worlds that were met, each once, in the order in which they were met. */
export class KnownPairs implements Iterable<Pair> {
  readonly #first: StateSpace;
  readonly #second: StateSpace;
  /** Set if pairs that differ only in numbers count as one. */
  readonly #jointForm: JointForm | undefined;
  readonly #keys = new Set<string>();
  readonly #pairs: Pair[] = [];

  constructor(first: StateSpace, second: StateSpace, jointForm: JointForm | undefined) {
    this.#first = first;
    this.#second = second;
    this.#jointForm = jointForm;
  }

  get size(): number {
    return this.#pairs.length;
  }

  /** How many events lead to the pair that was met last. */
  get depth(): number {
    return this.#pairs.at(-1)?.depth ?? 0;
  }

  /** Adds a pair, unless it is known. */
  add(pair: Pair): void {
    const key = this.#keyOf(pair);
    if (this.#keys.has(key)) return;
    this.#keys.add(key);
    this.#pairs.push(pair);
  }

  /** In the order in which they were added, including those added during the iteration: breadth first. */
  [Symbol.iterator](): Iterator<Pair> {
    return this.#pairs.values();
  }

  #keyOf({ first, seconds }: Pair): string {
    const [second, ...others] = seconds;
    if (this.#jointForm !== undefined && second !== undefined && others.length === 0)
      return this.#jointForm(this.#first.worldOf(first), this.#second.worldOf(second.values));
    return [first, ...seconds.map(({ values }) => values.join()).sort()].join(";");
  }
}
