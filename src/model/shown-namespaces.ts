import type { Kind } from "./kind.ts";
import type { NamespaceNumber } from "./numbers.ts";
import type { Namespaces } from "./observation.ts";

/** One set of namespaces, as it is shown where some numbers stand for others. */
export interface ShownSet {
  readonly namespaces: Namespaces;
}

/** Sets of namespaces where some numbers stand for others. Those that are the same are shown by one object. */
export class ShownNamespaces {
  readonly #sets = new Map<string, Shown>();
  readonly #representatives: ArrayLike<number>;
  /** How often other numbers have come to stand for them. */
  times = 0;

  /** @param representatives for each number that which stands for it; a number beyond stands for itself */
  constructor(representatives: ArrayLike<number>) {
    this.#representatives = representatives;
  }

  /** Takes notice that other numbers stand for them. */
  renew(): void {
    this.times++;
  }

  /** Forgets the sets that it has met. */
  clear(): void {
    this.#sets.clear();
  }

  /** A set, to be asked again and again. */
  of(namespaces: Namespaces): ShownSet {
    const kinds = Object.keys(namespaces) as Kind[]; // its keys are kinds by type
    const key = kinds.map((kind) => namespaces[kind]).join();
    const known = this.#sets.get(key);
    if (known !== undefined) return known;
    const shown = new Shown(this, this.#representatives, namespaces, kinds);
    this.#sets.set(key, shown);
    return shown;
  }
}

class Shown implements ShownSet {
  readonly #all: ShownNamespaces;
  readonly #representatives: ArrayLike<number>;
  readonly #own: Namespaces;
  readonly #kinds: readonly Kind[];
  #shown: Namespaces = {};
  #since = -1;

  constructor(
    all: ShownNamespaces,
    representatives: ArrayLike<number>,
    own: Namespaces,
    kinds: readonly Kind[],
  ) {
    this.#all = all;
    this.#representatives = representatives;
    this.#own = own;
    this.#kinds = kinds;
  }

  get namespaces(): Namespaces {
    if (this.#since === this.#all.times) return this.#shown;
    const shown: { -readonly [One in Kind]?: NamespaceNumber } = {};
    for (const kind of this.#kinds) {
      const number = this.#own[kind] ?? 0;
      shown[kind] = (this.#representatives[number] ?? number) as NamespaceNumber; // another number of a namespace
    }
    this.#shown = shown;
    this.#since = this.#all.times;
    return shown;
  }
}
