import { tellRun } from "../history/under-way.ts";
import type { Model } from "../model/model.ts";
import type { TaskNumber } from "../model/numbers.ts";
import type { Operation } from "../model/operation.ts";
import { operationsIn } from "../model/operations-in.ts";
import type { Scope } from "../model/scope.ts";
import { Canonicalizer } from "./packed/canonical.ts";
import { type Codec, codecOf, type Values } from "./packed/codec.ts";
import { elementsOf } from "./packed/elements.ts";
import { shapeOf } from "./packed/shape-limits.ts";
import { Pauses } from "./pauses.ts";
import type { Asymmetry } from "./symmetry/asymmetry.ts";
import { SymmetryTest } from "./symmetry/symmetry-test.ts";

/** A call in a world of the graph, and the world to which it leads: the same one where it changes nothing. */
export interface Transition {
  readonly operation: Operation;
  readonly to: number;
}

/** The place of a world in the graph, and for each of its tasks the number that it has there. */
export interface Located {
  readonly node: number;
  readonly tasks: ReadonlyMap<TaskNumber, TaskNumber>;
}

const CALLERS = "task";

/** How a world was met first: nothing for the first one. */
type Way = { readonly from: number; readonly operation: Operation } | undefined;

/** All worlds of a scope and what is tried in them, kept whole: for scopes that fit into memory many times. */
export class TransitionGraph {
  readonly #model: Model;
  readonly #scope: Scope;
  readonly #codec: Codec;
  readonly #canonicalizer: Canonicalizer | undefined;
  /** The element of task 0, which there is not. */
  readonly #tasks: number;
  readonly #nodes = new Map<string, number>();
  /** For each world what is tried in it, in the search's order. The first world is the first. */
  readonly transitions: (readonly Transition[])[] = [];
  /** What is not symmetric in the design, where worlds that differ only in numbers were to be one. Then the graph is no picture of it. */
  asymmetry: Asymmetry | undefined;

  /**
   * Builds it, and gives way now and then.
   *
   * @param symmetry whether worlds that differ only in numbers are one
   */
  static *inSteps(model: Model, scope: Scope, symmetry: boolean): Generator<void, TransitionGraph> {
    const graph = new TransitionGraph(model, scope, symmetry);
    yield* graph.#build(symmetry ? new SymmetryTest(model, scope, "every") : undefined);
    return graph;
  }

  private constructor(model: Model, scope: Scope, symmetry: boolean) {
    this.#model = model;
    this.#scope = scope;
    this.#codec = codecOf(shapeOf(model, scope));
    const { layout } = this.#codec;
    this.#canonicalizer = symmetry ? new Canonicalizer(layout) : undefined;
    this.#tasks = symmetry ? baseOfTasks(layout) : 0;
  }

  /** Finds a world of the scope. @throws {Error} where it is no world of the graph */
  locate(world: object): Located {
    const { form, tasks } = this.#inForm(world);
    return { node: this.#find(form), tasks };
  }

  #inForm(world: object): { readonly form: Values; readonly tasks: Located["tasks"] } {
    const values = this.#valuesOf(world);
    const tasks = [...this.#model.callers(world)];
    if (this.#canonicalizer === undefined)
      return { form: values, tasks: new Map(tasks.map((task) => [task, task])) };
    const form = this.#values();
    this.#canonicalizer.form(values, form);
    const numbers = this.#canonicalizer.numbersOf(values);
    const inForm = tasks.map((task): [TaskNumber, TaskNumber] => {
      const number = numbers[this.#tasks + task] ?? task;
      return [number as TaskNumber, task]; // the number of a task in the form is one of a task
    });
    return { form, tasks: new Map(inForm) };
  }

  /** The operations that lead to a world, with real numbers. */
  #historyTo(ways: readonly Way[], node: number): Operation[] {
    const inForms: Operation[] = [];
    for (let way = ways[node]; way !== undefined; way = ways[way.from]) inForms.push(way.operation);
    const world = this.#model.initial(this.#scope);
    return inForms.reverse().map((operation) => {
      const own = { ...operation, task: this.#inForm(world).tasks.get(operation.task) ?? operation.task };
      this.#model.apply(world, own, this.#scope);
      return own;
    });
  }

  /** @param test compares each world with others that differ only in numbers */
  *#build(test: SymmetryTest | undefined): Generator<void, void> {
    this.asymmetry = test && (yield* test.before());
    if (this.asymmetry === undefined) yield* this.#explore(test);
  }

  *#explore(test: SymmetryTest | undefined): Generator<void, void> {
    const pauses = new Pauses();
    const ways: Way[] = [undefined];
    const forms = [this.#formOf(this.#valuesOf(this.#model.initial(this.#scope)))];
    this.#nodes.set(keyOf(forms[0] ?? this.#values()), 0);
    for (let node = 0; node < forms.length; node++) {
      const form = forms[node] ?? this.#values();
      tellRun(() => this.#historyTo(ways, node));
      this.asymmetry = test && (yield* test.check(form, forms.length));
      if (this.asymmetry !== undefined) break;
      const transitions: Transition[] = [];
      for (const operation of operationsIn(this.#model, this.#worldOf(form), this.#scope)) {
        if (pauses.areDue()) yield;
        const to = this.#successor(form, node, operation, forms);
        if (to === ways.length) ways.push({ from: node, operation });
        transitions.push({ operation, to });
      }
      this.transitions[node] = transitions;
    }
  }

  /** The place of the world to which a call leads. @param forms gets the form of that world where it is new */
  #successor(form: Values, node: number, operation: Operation, forms: Values[]): number {
    const world = this.#worldOf(form);
    this.#model.apply(world, operation, this.#scope);
    const values = this.#valuesOf(world);
    if (keyOf(values) === keyOf(form)) return node;
    const after = this.#formOf(values);
    const known = this.#nodes.get(keyOf(after));
    if (known !== undefined) return known;
    this.#nodes.set(keyOf(after), forms.length);
    return forms.push(after) - 1;
  }

  #find(values: Values): number {
    const node = this.#nodes.get(keyOf(values));
    if (node === undefined) throw new Error(`${this.#model.name} does not do the same twice`);
    return node;
  }

  #formOf(values: Values): Values {
    if (this.#canonicalizer === undefined) return values;
    const form = this.#values();
    this.#canonicalizer.form(values, form);
    return form;
  }

  #worldOf(values: Values): object {
    this.#codec.write(values, this.#codec.scratch());
    return structuredClone(this.#codec.scratch());
  }

  #valuesOf(world: object): Values {
    const values = this.#values();
    this.#codec.read(world, values);
    return values;
  }

  #values(): Values {
    return new Int32Array(this.#codec.layout.slots.length);
  }
}

function baseOfTasks(layout: Codec["layout"]): number {
  const first = layout.rows.find(({ sort }) => sort === CALLERS);
  const sort = elementsOf(layout).sorts.find(({ rows }) => first !== undefined && rows.includes(first));
  if (sort === undefined) throw new Error("the shape of the world has no table of tasks");
  return sort.base;
}

function keyOf(values: Values): string {
  return values.join();
}
