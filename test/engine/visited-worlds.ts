/** The distinct worlds of a search in the order in which they were found, each with the first way to it. */
export class VisitedWorlds {
  readonly #indexOf = new Map<string, number>();
  readonly #texts: string[] = [];
  readonly #parents: number[] = [];
  readonly #calls: number[] = [];

  /** How many there are. */
  get size(): number {
    return this.#texts.length;
  }

  /**
   * Adds a world, unless it is there.
   *
   * @param text the world as JSON
   * @param parent the index of the world before it; -1 for the first
   * @param call the index of the call that led here, among those tried there
   * @returns whether it is new
   */
  add(text: string, parent: number, call: number): boolean {
    if (this.#indexOf.has(text)) return false;
    this.#indexOf.set(text, this.#texts.length);
    this.#texts.push(text);
    this.#parents.push(parent);
    this.#calls.push(call);
    return true;
  }

  /** The JSON of the world with an index from 0. */
  text(index: number): string {
    const text = this.#texts[index];
    if (text === undefined) throw new RangeError(`no world has the index ${index}`);
    return text;
  }

  /** The calls, by their place among those tried in each world, that lead from the first world to this one. */
  trail(index: number): number[] {
    const trail: number[] = [];
    for (let at = index; at > 0; at = this.#parents[at] ?? -1) trail.push(this.#calls[at] ?? -1);
    return trail.reverse();
  }
}
