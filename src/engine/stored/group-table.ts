const WORDS_OF_ENTRY = 3;
const FIRST_ENTRIES = 2 ** 10;
const MIX_1 = 0x85ebca6b;
const MIX_2 = 0xc2b2ae35;

/** Maps pairs of an owner and a group, integers from 0, to a word of bits each. Open addressing. */
export class GroupTable {
  /** For each place, the owner plus 1, or 0 if it is free; the group; the bits. */
  #entries = new Int32Array(FIRST_ENTRIES * WORDS_OF_ENTRY);
  #mask = FIRST_ENTRIES - 1;
  #count = 0;

  /** How many pairs there are. */
  get count(): number {
    return this.#count;
  }

  /** Adds bits to those of a pair. */
  add(owner: number, group: number, bits: number): void {
    const entries = this.#entries;
    for (let place = hash(owner, group) & this.#mask; ; place = (place + 1) & this.#mask) {
      const at = place * WORDS_OF_ENTRY;
      const found = entries[at];
      if (found === owner + 1 && entries[at + 1] === group) {
        entries[at + 2] = (entries[at + 2] ?? 0) | bits;
        return;
      }
      if (found !== 0) continue;
      entries[at] = owner + 1;
      entries[at + 1] = group;
      entries[at + 2] = bits;
      if (++this.#count * 2 > this.#mask) this.#grow();
      return;
    }
  }

  /** The places of all pairs. */
  places(): Uint32Array {
    const places = new Uint32Array(this.#count);
    let next = 0;
    for (let place = 0; place <= this.#mask; place++)
      if (this.#entries[place * WORDS_OF_ENTRY] !== 0) places[next++] = place;
    return places;
  }

  ownerAt(place: number): number {
    return (this.#entries[place * WORDS_OF_ENTRY] ?? 0) - 1;
  }

  groupAt(place: number): number {
    return this.#entries[place * WORDS_OF_ENTRY + 1] ?? 0;
  }

  bitsAt(place: number): number {
    return this.#entries[place * WORDS_OF_ENTRY + 2] ?? 0;
  }

  clear(): void {
    this.#entries.fill(0);
    this.#count = 0;
  }

  #grow(): void {
    const old = this.#entries;
    this.#entries = new Int32Array(old.length * 2);
    this.#mask = this.#mask * 2 + 1;
    for (let from = 0; from < old.length; from += WORDS_OF_ENTRY) {
      const [owner = 0, group = 0, bits = 0] = [old[from], old[from + 1], old[from + 2]];
      if (owner === 0) continue;
      let place = hash(owner - 1, group) & this.#mask;
      while (this.#entries[place * WORDS_OF_ENTRY] !== 0) place = (place + 1) & this.#mask;
      this.#entries.set([owner, group, bits], place * WORDS_OF_ENTRY);
    }
  }
}

function hash(owner: number, group: number): number {
  let mixed = Math.imul(owner ^ MIX_2, MIX_1);
  mixed = Math.imul(mixed ^ (mixed >>> 15) ^ group, MIX_2);
  return mixed ^ (mixed >>> 15);
}
