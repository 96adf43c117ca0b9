import { hashOf } from "../codec/words.ts";
import { Column } from "./column.ts";
import type { Graph } from "./graph.ts";

/** The start of its edges and its tasks; later (see `Staying` and `Components`) its place, part, index, lowest, and whether it is open. */
const WORDS_OF_NODE = 8;
/** Its target and its label. */
const WORDS_OF_EDGE = 2;

const SEED = 1;

/** Initial size of the hash table for the edges of a node, of which at most half is used. */
const FIRST_ROOM = 256;

/** The nodes of a graph in order, each with its edges, in growing columns. */
export class AdjacencyLists {
  readonly #starts = new Column();
  readonly #tasks = new Column();
  readonly #targets = new Column();
  readonly #labelOf = new Column();
  /** Hash table of the edges of the node added last: the place of each plus 1. Entries of earlier nodes are still in it, and count as free. */
  #own = new Int32Array(FIRST_ROOM);
  /** The place of the first of these edges. */
  #firstOwn = 0;
  /** The edge that is being looked up. */
  readonly #edge = new Int32Array(WORDS_OF_EDGE);

  /** How many bytes the graph takes so far, including what the search for loops notes for each node. */
  get bytes(): number {
    const words = this.#starts.length * WORDS_OF_NODE + this.#targets.length * WORDS_OF_EDGE;
    return words * Int32Array.BYTES_PER_ELEMENT;
  }

  /** Adds a node without edges. @param tasks those that exist in it: task n is bit n - 1 */
  addNode(tasks: number): void {
    this.#starts.push(this.#targets.length);
    this.#tasks.push(tasks);
    this.#firstOwn = this.#targets.length;
  }

  /** Adds an edge to the node added last, unless it already has the same one. */
  addEdge(to: number, label: number): void {
    const slot = this.#slotOf(to, label);
    if ((this.#own[slot] ?? 0) > this.#firstOwn) return;
    this.#targets.push(to);
    this.#labelOf.push(label);
    this.#own[slot] = this.#targets.length;
    if ((this.#targets.length - this.#firstOwn) * 2 > this.#own.length) this.#makeRoom();
  }

  /** The slot in the hash table that has an edge of the node added last, or is free for it. */
  #slotOf(to: number, label: number): number {
    const mask = this.#own.length - 1;
    this.#edge[0] = to;
    this.#edge[1] = label;
    let slot = hashOf(SEED, this.#edge, 0, WORDS_OF_EDGE) & mask;
    for (;;) {
      const edge = (this.#own[slot] ?? 0) - 1;
      if (edge < this.#firstOwn) return slot;
      if (this.#targets.at(edge) === to && this.#labelOf.at(edge) === label) return slot;
      slot = (slot + 1) & mask;
    }
  }

  #makeRoom(): void {
    this.#own = new Int32Array(this.#own.length * 2);
    for (let edge = this.#firstOwn; edge < this.#targets.length; edge++)
      this.#own[this.#slotOf(this.#targets.at(edge), this.#labelOf.at(edge))] = edge + 1;
  }

  /** The finished columns. Call it once, when all nodes are added. */
  whole(): Pick<Graph, "nodes" | "starts" | "targets" | "labelOf" | "tasks"> {
    const nodes = this.#starts.length;
    this.#starts.push(this.#targets.length);
    return {
      nodes,
      starts: this.#starts.numbers,
      targets: this.#targets.numbers,
      labelOf: this.#labelOf.numbers,
      tasks: this.#tasks.numbers,
    };
  }
}
