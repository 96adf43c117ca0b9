/** How full an index with open addressing may get. */
const FULLEST = 7 / 8;

/** The places of a room's numbers among words that workers read and write atomically. */
export interface RoomPlaces {
  /** How many entries the index has, or may get from workers that have taken room. */
  readonly used: number;
  /** For how many entries workers could not take room. */
  readonly wanted: number;
  /** How many places the index has: a power of two. */
  readonly places: number;
}

/**
 * The room in an index with open addressing that workers share. A worker takes room for entries before it adds them, since adding to a full
 * index never returns. If there is none, all wait until the leader has made some.
 */
export class Room {
  readonly #control: Int32Array;
  readonly #at: RoomPlaces;

  constructor(control: Int32Array, places: RoomPlaces) {
    this.#control = control;
    this.#at = places;
  }

  /** Takes room for a number of entries. @returns whether there is enough */
  take(entries: number): boolean {
    const used = Atomics.add(this.#control, this.#at.used, entries) + entries;
    if (used <= (this.#control[this.#at.places] ?? 0) * FULLEST) return true;
    Atomics.sub(this.#control, this.#at.used, entries);
    Atomics.add(this.#control, this.#at.wanted, entries);
    return false;
  }

  /** Gives back the room of entries that were not added. */
  giveBack(entries: number): void {
    if (entries > 0) Atomics.sub(this.#control, this.#at.used, entries);
  }

  /** How many places the index needs for its entries and those wanted; never fewer than it has. */
  get needed(): number {
    const control = this.#control;
    let places = control[this.#at.places] ?? 0;
    while ((control[this.#at.used] ?? 0) + (control[this.#at.wanted] ?? 0) > places * FULLEST) places *= 2;
    return places;
  }

  /** Records how many places the index has now. For the leader, while all wait. */
  grown(places: number): void {
    this.#control[this.#at.places] = places;
    this.#control[this.#at.wanted] = 0;
  }
}
