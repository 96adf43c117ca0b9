import { hashOf } from "../codec/words.ts";
import { Column } from "./column.ts";
import type { Graph } from "./graph.ts";

/** Where its edges begin and its tasks; then (see `Staying` and `Components`) its place, part, index, lowest, and whether it is open. */
const WORDS_OF_NODE = 8;
/** Its target and its label. */
const WORDS_OF_EDGE = 2;

const SEED = 1;

/** Room for the edges of a node by hash, of which half is used at most. */
const FIRST_ROOM = 256;

/** The nodes of a graph in their order, each with its edges, in columns that grow. */
export class AdjacencyLists {
  readonly #starts = new Column();
  readonly #tasks = new Column();
  readonly #targets = new Column();
  readonly #labelOf = new Column();
  /** By hash the edges of the node that was added last, each by its place and one. Those of nodes before it stand there still, and count as none. */
  #own = new Int32Array(FIRST_ROOM);
  /** The place of the first of them. */
  #firstOwn = 0;
  /** The edge that is looked for. */
  readonly #edge = new Int32Array(WORDS_OF_EDGE);

  /** How many bytes the graph takes so far, with what is noted of each node while loops are looked for. */
  get bytes(): number {
    const words = this.#starts.length * WORDS_OF_NODE + this.#targets.length * WORDS_OF_EDGE;
    return words * Int32Array.BYTES_PER_ELEMENT;
  }

  /** Adds a node, which has no edges yet. @param tasks those that are there: task n is bit n - 1 */
  addNode(tasks: number): void {
    this.#starts.push(this.#targets.length);
    this.#tasks.push(tasks);
    this.#firstOwn = this.#targets.length;
  }

  /** Adds an edge to the node that was added last, unless it has the same one already. */
  addEdge(to: number, label: number): void {
    const slot = this.#slotOf(to, label);
    if ((this.#own[slot] ?? 0) > this.#firstOwn) return;
    this.#targets.push(to);
    this.#labelOf.push(label);
    this.#own[slot] = this.#targets.length;
    if ((this.#targets.length - this.#firstOwn) * 2 > this.#own.length) this.#makeRoom();
  }

  /** Where an edge of the node that was added last stands by its hash, or has room. */
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

  /** The columns as they are, once all nodes are added. */
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
