import type { Pauses } from "../pauses.ts";
import type { Graph, Question } from "./graph.ts";

/** Stands for no place. */
export const NOWHERE = -1;

/**
 * Where a run can stay while it owes something: a node, and a thing to which something is owed that has not happened. Such a pair is a place. Places are numbered
 * from 0, in the order in which they are found.
 */
export class Staying {
  readonly graph: Graph;
  readonly question: Question;
  /** For each place, its node and its thing. */
  readonly nodes: number[] = [];
  readonly things: number[] = [];
  /** For each pair, the number of the place plus 1, or 0. */
  readonly #places: Int32Array;
  /** For each label and thing, what the thing becomes if something is already owed to it; `NOWHERE` if it is gone, or the step is not allowed. */
  readonly #next: Int32Array;
  /** For each label and thing, what the thing becomes; `NOWHERE` if it is gone. */
  readonly #after: Int32Array;
  /** For each label, the things to which the step itself owes something. */
  readonly #owes: Int32Array;

  /** Finds the places. Yields now and then. */
  static *of(graph: Graph, question: Question, pauses: Pauses): Generator<void, Staying> {
    const staying = new Staying(graph, question);
    yield* staying.#addOwed(pauses);
    // Places found meanwhile are appended.
    for (let place = 0; place < staying.nodes.length; place++) {
      if (pauses.takeOneInMany()) yield;
      staying.#addAfter(place);
    }
    return staying;
  }

  private constructor(graph: Graph, question: Question) {
    this.graph = graph;
    this.question = question;
    this.#places = new Int32Array(graph.nodes * question.things);
    this.#next = new Int32Array(graph.labels.count * question.things).fill(NOWHERE);
    this.#after = this.#next.slice();
    this.#owes = new Int32Array(graph.labels.count);
    for (let label = 0; label < graph.labels.count; label++) this.#addMeaning(label);
  }

  get size(): number {
    return this.nodes.length;
  }

  /** The number of a place; `NOWHERE` if no run owes the thing anything in the node. */
  placeOf(node: number, thing: number): number {
    return (this.#places[node * this.question.things + thing] ?? 0) - 1;
  }

  firstEdge(place: number): number {
    return this.graph.starts[this.nodes[place] ?? 0] ?? 0;
  }

  endOfEdges(place: number): number {
    return this.graph.starts[(this.nodes[place] ?? 0) + 1] ?? 0;
  }

  /** The place to which an edge leads from a place with the same still owed; `NOWHERE` if there is none. */
  after(place: number, edge: number): number {
    const next = this.#nextOf(this.things[place] ?? 0, edge);
    return next === NOWHERE ? NOWHERE : this.placeOf(this.graph.targets[edge] ?? 0, next);
  }

  #nextOf(thing: number, edge: number): number {
    return this.#next[(this.graph.labelOf[edge] ?? 0) * this.question.things + thing] ?? NOWHERE;
  }

  /** The places to which an edge leads because its step owes something. */
  *owedAfter(edge: number): Generator<number> {
    const label = this.graph.labelOf[edge] ?? 0;
    const owes = this.#owes[label] ?? 0;
    if (owes === 0) return;
    for (const thing of bitsOf(owes)) {
      const next = this.#after[label * this.question.things + thing] ?? NOWHERE;
      if (next === NOWHERE) continue;
      const place = this.placeOf(this.graph.targets[edge] ?? 0, next);
      if (place !== NOWHERE) yield place;
    }
  }

  /** The places of a node in which something is owed however the run got there. */
  *owedIn(node: number): Generator<number> {
    const owed = (this.question.owed[node] ?? 0) | (node === 0 ? this.question.owedAtFirst : 0);
    if (owed === 0) return;
    for (const thing of bitsOf(owed)) {
      const place = this.placeOf(node, thing);
      if (place !== NOWHERE) yield place;
    }
  }

  /** Whether an edge changes the state. */
  isChange(edge: number): boolean {
    return this.graph.labels.isChange(this.graph.labelOf[edge] ?? 0);
  }

  /** What a task's number becomes along an edge; 0 if the task is gone after it. */
  taskAfter(edge: number, task: number): number {
    return this.graph.labels.taskAfter(this.graph.labelOf[edge] ?? 0, task);
  }

  #addMeaning(label: number): void {
    const { labels } = this.graph;
    const { place: question, things } = this.question;
    const allows = labels.allows(label, question);
    this.#owes[label] = labels.owes(label, question);
    for (let thing = 0; thing < things; thing++) {
      const next = labels.thingAfter(label, question, thing);
      this.#after[label * things + thing] = next;
      if ((allows & (1 << thing)) !== 0) this.#next[label * things + thing] = next;
    }
  }

  *#addOwed(pauses: Pauses): Generator<void> {
    const { owed, owedAtFirst } = this.question;
    for (let node = 0; node < this.graph.nodes; node++) {
      if (pauses.takeOneInMany()) yield;
      for (const thing of bitsOf((owed[node] ?? 0) | (node === 0 ? owedAtFirst : 0))) this.#add(node, thing);
      const end = this.graph.starts[node + 1] ?? 0;
      for (let edge = this.graph.starts[node] ?? 0; edge < end; edge++) {
        const label = this.graph.labelOf[edge] ?? 0;
        const owes = this.#owes[label] ?? 0;
        if (owes === 0) continue;
        for (const thing of bitsOf(owes))
          this.#add(
            this.graph.targets[edge] ?? 0,
            this.#after[label * this.question.things + thing] ?? NOWHERE,
          );
      }
    }
  }

  #addAfter(place: number): void {
    const thing = this.things[place] ?? 0;
    const end = this.endOfEdges(place);
    for (let edge = this.firstEdge(place); edge < end; edge++)
      this.#add(this.graph.targets[edge] ?? 0, this.#nextOf(thing, edge));
  }

  #add(node: number, thing: number): void {
    if (thing === NOWHERE || ((this.question.open[node] ?? 0) & (1 << thing)) === 0) return;
    const at = node * this.question.things + thing;
    if (this.#places[at] !== 0) return;
    this.#places[at] = this.nodes.push(node);
    this.things.push(thing);
  }
}

/** The numbers of the bits that are set, from 0. */
export function* bitsOf(set: number): Generator<number> {
  for (let left = set; left !== 0; left &= left - 1) yield 31 - Math.clz32(left & -left);
}
