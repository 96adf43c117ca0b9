import type { Transition, TransitionGraph } from "../transition-graph.ts";

/** The transitions of a graph that no history has covered yet, and the ways to them. */
export class TransitionsLeft {
  /** How many transitions there are in all. */
  readonly count: number;
  readonly #graph: TransitionGraph;
  readonly #left: readonly Set<number>[];
  /** The number of each world's first transition. */
  readonly #firstOf: readonly number[];
  /** For each world, one transition to each of its successors other than itself. */
  readonly #ways: readonly (readonly number[])[];
  /** For each world, its distance from the first. */
  readonly #distances: readonly number[];
  /** The worlds in the order of their distance. In the first `#done` of them nothing is left. */
  readonly #inOrder: readonly number[];
  #done = 0;
  #covered = 0;

  constructor(graph: TransitionGraph) {
    this.#graph = graph;
    this.#left = graph.transitions.map((transitions) => new Set(transitions.keys()));
    let sum = 0;
    this.#firstOf = graph.transitions.map(({ length }) => {
      sum += length;
      return sum - length;
    });
    this.count = sum;
    this.#ways = graph.transitions.map((transitions, world) => {
      const first = new Map([[world, -1]]);
      for (const [index, { to }] of transitions.entries()) if (!first.has(to)) first.set(to, index);
      first.delete(world);
      return [...first.values()];
    });
    const distances = this.#distancesFromFirst();
    this.#distances = distances;
    this.#inOrder = [...distances.keys()].sort(
      (one, other) => (distances[one] ?? 0) - (distances[other] ?? 0),
    );
  }

  get areNone(): boolean {
    return this.#covered === this.count;
  }

  /** A transition from a world. @throws {RangeError} if there is none of this index */
  at(world: number, index: number): Transition {
    const transition = this.#graph.transitions[world]?.[index];
    if (transition === undefined) throw new RangeError(`there is no transition ${index} from world ${world}`);
    return transition;
  }

  /** Those left in a world, by index; one that is covered meanwhile drops out. */
  in(world: number): Iterable<number> {
    return this.#left[world] ?? [];
  }

  /** Marks a transition as covered by a history. @returns its number among all */
  cover(world: number, index: number): number {
    if (this.#left[world]?.delete(index)) this.#covered++;
    return (this.#firstOf[world] ?? 0) + index;
  }

  /** The first transition of the shortest way to one that is left; `undefined` if that way is longer than the bound. */
  wayFrom(start: number, longest: number): number | undefined {
    const firstTo = new Map<number, number>([[start, -1]]);
    let level = [start];
    for (let length = 0; level.length > 0 && length <= longest; length++) {
      const next: number[] = [];
      for (const world of level) {
        const [found] = this.in(world);
        if (found !== undefined) return world === start ? found : firstTo.get(world);
        for (const index of this.#ways[world] ?? []) {
          const { to } = this.at(world, index);
          if (firstTo.has(to)) continue;
          firstTo.set(to, world === start ? index : (firstTo.get(world) ?? index));
          next.push(to);
        }
      }
      level = next;
    }
    return undefined;
  }

  /** How far from the first world the nearest world is in which something is left. */
  distanceFromFirst(): number {
    while (this.#left[this.#inOrder[this.#done] ?? -1]?.size === 0) this.#done++;
    return this.#distances[this.#inOrder[this.#done] ?? -1] ?? 0;
  }

  #distancesFromFirst(): number[] {
    const distances: number[] = [0];
    const queue = [0];
    for (const world of queue) {
      for (const index of this.#ways[world] ?? []) {
        const { to } = this.at(world, index);
        if (distances[to] !== undefined) continue;
        distances[to] = (distances[world] ?? 0) + 1;
        queue.push(to);
      }
    }
    return distances;
  }
}
