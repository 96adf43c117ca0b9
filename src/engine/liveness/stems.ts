import type { Pauses } from "../pauses.ts";
import { NOWHERE, type Staying } from "./staying.ts";

/** A shortest path from the first node to a place. */
export interface Stem {
  readonly place: number;
  readonly stem: readonly number[];
}

/** A kind of place, and to how many such places paths are wanted. */
export interface Wanted {
  readonly isGoal: (place: number) => boolean;
  readonly most: number;
}

/** Finds shortest paths from the first node to places, breadth first: through any nodes at first, and from some point on through places only. */
export class Stems {
  readonly #staying: Staying;
  /** What was reached, in order: a node, or a place, numbered after all nodes; the edge that reached it; and the position here of where that edge begins. */
  readonly #met: number[] = [];
  readonly #edges: number[] = [];
  readonly #before: number[] = [];
  readonly #isKnown: Uint8Array;

  constructor(staying: Staying) {
    this.#staying = staying;
    this.#isKnown = new Uint8Array(staying.graph.nodes + staying.size);
  }

  /** Shortest paths to the nearest places of some kinds, as many of each as are wanted. Yields now and then. */
  *nearest(wanted: readonly Wanted[], pauses: Pauses): Generator<void, Stem[]> {
    const { nodes } = this.#staying.graph;
    const found: Stem[] = [];
    const left = wanted.map(({ most }) => most);
    this.#meet(0, NOWHERE, NOWHERE);
    // What is reached meanwhile is appended.
    for (let at = 0; at < this.#met.length && left.some((one) => one > 0); at++) {
      if (pauses.takeOneInMany()) yield;
      const met = this.#met[at] ?? 0;
      if (met < nodes) this.#goOnAnywhere(at, met);
      else {
        const place = met - nodes;
        for (const [index, { isGoal }] of wanted.entries()) {
          if ((left[index] ?? 0) === 0 || !isGoal(place)) continue;
          left[index] = (left[index] ?? 0) - 1;
          found.push({ place, stem: this.#edgesTo(at) });
        }
        this.#goOnOwing(at, place);
      }
    }
    return found;
  }

  #goOnAnywhere(at: number, node: number): void {
    const { starts, targets, nodes } = this.#staying.graph;
    for (const place of this.#staying.owedIn(node))
      this.#meet(nodes + place, this.#edges[at] ?? NOWHERE, this.#before[at] ?? NOWHERE);
    const end = starts[node + 1] ?? 0;
    for (let edge = starts[node] ?? 0; edge < end; edge++) {
      for (const place of this.#staying.owedAfter(edge)) this.#meet(nodes + place, edge, at);
      this.#meet(targets[edge] ?? 0, edge, at);
    }
  }

  #goOnOwing(at: number, place: number): void {
    const { nodes } = this.#staying.graph;
    const end = this.#staying.endOfEdges(place);
    for (let edge = this.#staying.firstEdge(place); edge < end; edge++) {
      const to = this.#staying.after(place, edge);
      if (to !== NOWHERE) this.#meet(nodes + to, edge, at);
    }
  }

  #meet(met: number, edge: number, before: number): void {
    if (this.#isKnown[met] === 1) return;
    this.#isKnown[met] = 1;
    this.#met.push(met);
    this.#edges.push(edge);
    this.#before.push(before);
  }

  #edgesTo(end: number): number[] {
    const edges: number[] = [];
    for (let at = end; at !== NOWHERE; at = this.#before[at] ?? NOWHERE) {
      const edge = this.#edges[at] ?? NOWHERE;
      if (edge !== NOWHERE) edges.push(edge);
    }
    return edges.reverse();
  }
}
