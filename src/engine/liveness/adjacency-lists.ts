import { Column } from "./column.ts";
import type { Graph } from "./graph.ts";

/** More labels than there are: with a node they are one number that is exact. */
const MOST_LABELS = 2 ** 22;

/** Where its edges begin and its tasks; then (see `Staying` and `Components`) its place, part, index, lowest, and whether it is open. */
const WORDS_OF_NODE = 8;
/** Its target and its label. */
const WORDS_OF_EDGE = 2;

/** The nodes of a graph in their order, each with its edges, in columns that grow. */
export class AdjacencyLists {
  readonly #starts = new Column();
  readonly #tasks = new Column();
  readonly #targets = new Column();
  readonly #labelOf = new Column();
  /** The edges of the node that was added last. */
  #own = new Set<number>();

  /** How many bytes the graph takes so far, with what is noted of each node while loops are looked for. */
  get bytes(): number {
    const words = this.#starts.length * WORDS_OF_NODE + this.#targets.length * WORDS_OF_EDGE;
    return words * Int32Array.BYTES_PER_ELEMENT;
  }

  /** Adds a node, which has no edges yet. @param tasks those that are there: task n is bit n - 1 */
  addNode(tasks: number): void {
    this.#starts.push(this.#targets.length);
    this.#tasks.push(tasks);
    this.#own = new Set(); // not cleared, for the reason that TriedCalls gives
  }

  /** Adds an edge to the node that was added last, unless it has the same one already. */
  addEdge(to: number, label: number): void {
    const edge = to * MOST_LABELS + label;
    if (this.#own.has(edge)) return;
    this.#own.add(edge);
    this.#targets.push(to);
    this.#labelOf.push(label);
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
