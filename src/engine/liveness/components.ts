import type { Pauses } from "../pauses.ts";
import { NOWHERE, type Staying } from "./staying.ts";

/** Finds the strongly connected components of parts of the places, by Tarjan's algorithm, without recursion. */
export class Components {
  readonly #staying: Staying;
  /** For each place, the part that it belongs to; 0 for none. */
  readonly #part: Int32Array;
  /** For each place, its position in the order of visits, from 1. */
  readonly #index: Int32Array;
  /** For each place, the position of the earliest open place known to be reachable from it. */
  readonly #lowest: Int32Array;
  readonly #isOpen: Uint8Array;
  #parts = 0;

  constructor(staying: Staying) {
    const { size } = staying;
    this.#staying = staying;
    this.#part = new Int32Array(size);
    this.#index = new Int32Array(size);
    this.#lowest = new Int32Array(size);
    this.#isOpen = new Uint8Array(size);
  }

  /** The components of a part, without those that have no edge inside. Edges between components lead only to earlier ones. Yields now and then. */
  *of(places: readonly number[], pauses: Pauses): Generator<void, number[][]> {
    const part = ++this.#parts;
    for (const place of places) {
      this.#part[place] = part;
      this.#index[place] = 0;
    }
    const components: number[][] = [];
    let visited = 0;
    const stack: number[] = [];
    const visit = (place: number): Visit => {
      this.#index[place] = this.#lowest[place] = ++visited;
      this.#isOpen[place] = 1;
      stack.push(place);
      return { place, next: this.#staying.firstEdge(place) };
    };
    for (const root of places) {
      if (this.#index[root] !== 0) continue;
      const path = [visit(root)];
      for (let top = path.at(-1); top !== undefined; top = path.at(-1)) {
        if (pauses.takeOneInMany()) yield;
        const { place } = top;
        if (top.next < this.#staying.endOfEdges(place)) {
          const to = this.#staying.after(place, top.next++);
          if (to === NOWHERE || this.#part[to] !== part) continue;
          if (this.#index[to] === 0) path.push(visit(to));
          else if (this.#isOpen[to] === 1) this.#lower(place, this.#index[to] ?? 0);
          continue;
        }
        path.pop();
        const above = path.at(-1);
        if (above !== undefined) this.#lower(above.place, this.#lowest[place] ?? 0);
        if (this.#lowest[place] !== this.#index[place]) continue;
        const component = stack.splice(stack.lastIndexOf(place));
        for (const member of component) this.#isOpen[member] = 0;
        if (component.length > 1 || this.#hasLoop(place)) components.push(component);
      }
    }
    return components;
  }

  #lower(place: number, to: number): void {
    if (to < (this.#lowest[place] ?? 0)) this.#lowest[place] = to;
  }

  #hasLoop(place: number): boolean {
    const staying = this.#staying;
    for (let edge = staying.firstEdge(place); edge < staying.endOfEdges(place); edge++)
      if (staying.after(place, edge) === place && staying.isChange(edge)) return true;
    return false;
  }
}

interface Visit {
  readonly place: number;
  next: number;
}
