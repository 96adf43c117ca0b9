import { GrowingWords } from "./growing-words.ts";
import { type NumberedWorlds, SIZE, sizeAt, WORDS_OF_CHUNK, WORDS_OF_FOUND } from "./numbered-worlds.ts";

/** The worlds of a level in the order of orbits, in chunks: each worker sorts its own, and sees those of all. */
export class SortedLevel {
  readonly #worlds: NumberedWorlds;
  readonly #worker: number;
  readonly #mostOfAChunk: number;
  readonly #levels: readonly GrowingWords[];
  readonly #chunks: readonly GrowingWords[];
  /** For each orbit where its next world goes. */
  #places = new Int32Array(0);
  /** How many chunks there are of this worker's worlds. */
  ownChunks = 0;
  /** The first of this worker's worlds that belongs to the next level. */
  nextFrom = 0;
  /** The chunk that was found last: its orbit, and where its numberings stand. */
  orbit = 0;
  numberings: Int32Array = new Int32Array(0);
  from = 0;
  count = 0;

  constructor(worlds: NumberedWorlds, worker: number, mostOfAChunk: number) {
    this.#worlds = worlds;
    this.#worker = worker;
    this.#mostOfAChunk = mostOfAChunk;
    this.#levels = worlds.levels.map((buffer) => new GrowingWords(buffer));
    this.#chunks = worlds.chunks.map((buffer) => new GrowingWords(buffer));
  }

  /** Begins where some of the worlds were found on earlier levels. */
  begin(nextFrom: number): void {
    this.nextFrom = nextFrom;
  }

  /** Sorts the worlds found since it was called last. @param orbits more than the largest of theirs */
  sort(found: Int32Array, foundCount: number, orbits: number): void {
    const [level, chunks] = [this.#levels[this.#worker], this.#chunks[this.#worker]];
    if (level === undefined || chunks === undefined)
      throw new RangeError(`there is no worker ${this.#worker}`);
    const [first, end] = [this.nextFrom * WORDS_OF_FOUND, foundCount * WORDS_OF_FOUND];
    if (this.#places.length < orbits) this.#places = new Int32Array(2 * orbits);
    const places = this.#places.fill(0);
    for (let at = first; at < end; at += WORDS_OF_FOUND) {
      const orbit = found[at] ?? 0;
      places[orbit] = (places[orbit] ?? 0) + 1;
    }

    this.ownChunks = 0;
    let place = 0;
    for (let orbit = 0; orbit < orbits; orbit++) {
      const count = places[orbit] ?? 0;
      places[orbit] = place;
      for (let done = 0; done < count; done += this.#mostOfAChunk) {
        const at = this.ownChunks * WORDS_OF_CHUNK;
        chunks.reserve(at + WORDS_OF_CHUNK);
        chunks.view[at] = orbit;
        chunks.view[at + 1] = place + done;
        chunks.view[at + 2] = Math.min(this.#mostOfAChunk, count - done);
        this.ownChunks++;
      }
      place += count;
    }

    level.reserve(place);
    const numberings = level.view;
    for (let at = first; at < end; at += WORDS_OF_FOUND) {
      const orbit = found[at] ?? 0;
      const to = places[orbit] ?? 0;
      numberings[to] = found[at + 1] ?? 0;
      places[orbit] = to + 1;
    }
    this.nextFrom = foundCount;
  }

  /** Takes notice of what the others have sorted. */
  refresh(): void {
    for (const words of [...this.#levels, ...this.#chunks]) words.refresh();
  }

  /** How many chunks there are of all workers. */
  get chunkCount(): number {
    return this.#chunks.reduce((sum, _, worker) => sum + this.#chunksOf(worker), 0);
  }

  /** Finds a chunk, counted over all workers. @returns whether there is one */
  find(index: number): boolean {
    let rest = index;
    for (let worker = 0; worker < this.#chunks.length; worker++) {
      const chunks = this.#chunksOf(worker);
      if (rest < chunks) {
        const words = this.#chunks[worker]?.view;
        const at = rest * WORDS_OF_CHUNK;
        this.orbit = words?.[at] ?? 0;
        this.from = words?.[at + 1] ?? 0;
        this.count = words?.[at + 2] ?? 0;
        this.numberings = this.#levels[worker]?.view ?? this.numberings;
        return true;
      }
      rest -= chunks;
    }
    return false;
  }

  #chunksOf(worker: number): number {
    return this.#worlds.sizes[sizeAt(worker, SIZE.chunks)] ?? 0;
  }
}
