/** The multiplier of Fibonacci hashing (Knuth, The Art of Computer Programming 6.4): 2^32 divided by the golden ratio. */
const GOLDEN = 0x9e3779b1;
const FIRST_BITS = 3;
const BITS_OF_A_HASH = 32;
/** How full it may get. */
const FULLEST = 7 / 8;
/** The bit of a key that says that its world was found on the level at hand. */
const IS_NEW = 1 << 31;

/** The places of the numberings at hand, and what stands there. All sets use it in turn. */
const scratch = { places: new Int32Array(0), keys: new Int32Array(0) };

/**
 * Which worlds of an orbit were found, by their numberings: open addressing. Of the worlds of the next level it also knows by which
 * operation they are reached: of all that lead there from this level the first in the design's order, so that it does not depend on who
 * comes first.
 */
export class NumberingSet {
  /** A numbering and one more, perhaps with `IS_NEW`; 0 is a free place. */
  #keys = new Int32Array(2 ** FIRST_BITS);
  /** For each place with a world of the next level the operation by which it is reached. */
  #operations = new Uint8Array(2 ** FIRST_BITS);
  #bits = FIRST_BITS;
  #count = 0;
  #level = -1;

  /** How many bytes it takes. */
  get bytes(): number {
    return this.#keys.byteLength + this.#operations.byteLength;
  }

  /**
   * Adds the worlds to which calls of an operation lead.
   *
   * @param level that of the worlds in which it is called
   * @param into takes those that are new, one after another
   * @param ledToNew for each operation how many worlds are reached by it
   * @returns how many are new
   */
  addAll(
    numberings: Int32Array,
    count: number,
    operation: number,
    level: number,
    into: Int32Array,
    ledToNew: Int32Array,
  ): number {
    if (level !== this.#level) this.#beginLevel(level);
    if (scratch.places.length < count) {
      scratch.places = new Int32Array(2 * count);
      scratch.keys = new Int32Array(2 * count);
    }
    const { places, keys: firsts } = scratch;
    const keys = this.#keys;
    const shift = BITS_OF_A_HASH - this.#bits;
    // All the places are looked at first: the waits for memory overlap.
    for (let index = 0; index < count; index++) {
      const place = Math.imul((numberings[index] ?? 0) + 1, GOLDEN) >>> shift;
      places[index] = place;
      firsts[index] = keys[place] ?? 0;
    }
    let found = 0;
    for (let index = 0; index < count; index++) {
      const numbering = numberings[index] ?? 0;
      if (firsts[index] === numbering + 1) continue;
      if (!this.#add(numbering + 1, operation, ledToNew)) continue;
      into[found] = numbering;
      found++;
    }
    ledToNew[operation] = (ledToNew[operation] ?? 0) + found;
    return found;
  }

  /** Adds a world of an earlier level, which is not there yet. */
  adopt(numbering: number): void {
    const keys = this.#keys;
    const mask = keys.length - 1;
    let place = Math.imul(numbering + 1, GOLDEN) >>> (BITS_OF_A_HASH - this.#bits);
    while (keys[place] !== 0) place = (place + 1) & mask;
    keys[place] = numbering + 1;
    this.#count++;
    if (this.#count > mask * FULLEST) this.#grow();
  }

  /** Adds a world that does not stand in the first of its places, or is of the next level. @returns whether it is new */
  #add(key: number, operation: number, ledToNew: Int32Array): boolean {
    const keys = this.#keys;
    const mask = keys.length - 1;
    for (let place = Math.imul(key, GOLDEN) >>> (BITS_OF_A_HASH - this.#bits); ; place = (place + 1) & mask) {
      const there = keys[place];
      if (there === key) return false;
      if (there === (key | IS_NEW)) {
        this.#reach(place, operation, ledToNew);
        return false;
      }
      if (there !== 0) continue;
      keys[place] = key | IS_NEW;
      this.#operations[place] = operation;
      this.#count++;
      if (this.#count > mask * FULLEST) this.#grow();
      return true;
    }
  }

  /** Notes that an operation leads to a world of the next level. */
  #reach(place: number, operation: number, ledToNew: Int32Array): void {
    const first = this.#operations[place] ?? 0;
    if (first <= operation) return;
    this.#operations[place] = operation;
    ledToNew[first] = (ledToNew[first] ?? 0) - 1;
    ledToNew[operation] = (ledToNew[operation] ?? 0) + 1;
  }

  #beginLevel(level: number): void {
    const keys = this.#keys;
    for (let place = 0; place < keys.length; place++) keys[place] = (keys[place] ?? 0) & ~IS_NEW;
    this.#level = level;
  }

  #grow(): void {
    const [keys, operations] = [this.#keys, this.#operations];
    this.#bits++;
    this.#keys = new Int32Array(2 ** this.#bits);
    this.#operations = new Uint8Array(2 ** this.#bits);
    const mask = this.#keys.length - 1;
    for (let place = 0; place < keys.length; place++) {
      const key = keys[place] ?? 0;
      if (key === 0) continue;
      let to = Math.imul(key & ~IS_NEW, GOLDEN) >>> (BITS_OF_A_HASH - this.#bits);
      while (this.#keys[to] !== 0) to = (to + 1) & mask;
      this.#keys[to] = key;
      this.#operations[to] = operations[place] ?? 0;
    }
  }
}
