import { setRunUnderWay } from "../../../history/under-way.ts";
import type { Ladder } from "../../../model/cost.ts";
import type { Field } from "../../../model/field.ts";
import { fieldOf } from "../../../model/field-of.ts";
import { type ContainerNumber, FIRST_TASK, ROOT, type TaskNumber } from "../../../model/numbers.ts";
import { unreachable } from "../../../model/unreachable.ts";
import { counted } from "../../../text/counted.ts";
import type { ContainerModel } from "../container-model.ts";
import type { ContainerObservation } from "../observation.ts";
import type { ContainerFields, ContainerOperation } from "../operation.ts";
import type { ContainerScope } from "../scope.ts";

/** A ladder as a design has built it. */
export interface Rungs {
  readonly scope: ContainerScope;
  readonly world: object;
  /** The calls that have built it. */
  readonly calls: readonly ContainerOperation[];
  /** The containers, the root first. */
  readonly containers: readonly ContainerNumber[];
  /** The tasks that were forked for each container. */
  readonly tasks: readonly (readonly TaskNumber[])[];
}

export type BuiltLadder =
  | { readonly ok: true; readonly rungs: Rungs }
  | { readonly ok: false; readonly why: string };

/** A scope with room for a ladder and for a copy of it. */
export function scopeOfLadder({ depth, tasks }: Ladder): ContainerScope {
  const containers = depth + 1;
  return {
    tasks: 2 * containers * tasks + 2,
    containers: 2 * containers + 2,
    kinds: ["uts"],
    names: ["copy"],
    images: 1,
    handles: 1,
  };
}

/**
 * Builds a ladder with a design's own calls. At each level a task forks until the level has as many tasks as wanted, and once more;
 * that child calls `unshare`, and then `setns` into the container that it made, unless `unshare` has put it there.
 *
 * @returns the ladder, or a sentence that says which call the design lacks or refuses
 */
export function buildLadder(model: ContainerModel, ladder: Ladder): BuiltLadder {
  const builder = new Builder(model, scopeOfLadder(ladder));
  try {
    builder.build(ladder);
    return { ok: true, rungs: builder.rungs() };
  } catch (error) {
    if (!(error instanceof CannotBuild)) throw error;
    return { ok: false, why: error.message };
  }
}

/** A call that a ladder needs is missing, is refused, or does not make what it should. */
class CannotBuild extends Error {}

class Builder {
  readonly #model: ContainerModel;
  readonly #scope: ContainerScope;
  readonly #world: object;
  readonly #calls: ContainerOperation[] = [];
  readonly #containers: ContainerNumber[] = [ROOT];
  readonly #tasks: TaskNumber[][] = [[FIRST_TASK]];

  constructor(model: ContainerModel, scope: ContainerScope) {
    this.#model = model;
    this.#scope = scope;
    setRunUnderWay(() => this.#calls);
    this.#world = model.initial(scope);
  }

  rungs(): Rungs {
    return {
      scope: this.#scope,
      world: this.#world,
      calls: this.#calls,
      containers: this.#containers,
      tasks: this.#tasks,
    };
  }

  build({ depth, tasks }: Ladder): void {
    let task = FIRST_TASK;
    this.#crowd(task, tasks);
    for (let level = 1; level <= depth; level++) {
      task = this.#fork(task);
      this.#containers.push(this.#goDown(task));
      this.#tasks.push([task]);
      this.#crowd(task, tasks);
    }
  }

  #crowd(task: TaskNumber, tasks: number): void {
    const level = this.#tasks.at(-1) ?? [];
    while (level.length < tasks) level.push(this.#fork(task));
  }

  #fork(task: TaskNumber): TaskNumber {
    const before = this.#observe();
    this.#call("fork", task, {});
    return this.#made("a task", before.tasks, this.#observe().tasks);
  }

  #goDown(task: TaskNumber): ContainerNumber {
    const before = this.#observe();
    this.#call("unshare", task, { kinds: this.#scope.kinds });
    const after = this.#observe();
    const container = this.#made("a container", before.containers, after.containers);
    if (after.tasks.get(task)?.container !== container) {
      const path = after.path(task, container) ?? "/";
      this.#call("setns", task, { path, kinds: this.#scope.kinds });
    }
    return container;
  }

  #observe(): ContainerObservation {
    return this.#model.observe(this.#world, this.#scope);
  }

  #call(op: string, task: TaskNumber, fields: Partial<ContainerFields>): void {
    const operation = callWith(this.#model, op, task, fields);
    if (operation === undefined)
      throw new CannotBuild(`A ladder is built with ${op}, which ${this.#model.name} does not have.`);
    const outcome = this.#model.apply(this.#world, operation, this.#scope);
    this.#calls.push(operation);
    if (outcome !== "ok")
      throw new CannotBuild(
        `The ladder of ${this.#model.name} ends at ${counted(this.#containers.length - 1, "level")}: ${op} is refused with ${outcome}.`,
      );
  }

  #made<N>(what: string, before: ReadonlyMap<N, unknown>, after: ReadonlyMap<N, unknown>): N {
    for (const number of after.keys()) if (!before.has(number)) return number;
    throw new CannotBuild(`A ladder of ${this.#model.name} needs ${what}, and none was made.`);
  }
}

/** A call with the fields that the design declares for it. @returns `undefined` if the design has no such call */
export function callWith(
  model: ContainerModel,
  op: string,
  task: TaskNumber,
  fields: Partial<ContainerFields>,
): ContainerOperation | undefined {
  const declared = model.calls[op];
  if (declared === undefined) return undefined;
  const values = declared.map((name) => [name, valueFor(fieldOf(model, op, name), name, task, fields)]);
  return { op, task, ...Object.fromEntries(values.filter(([, value]) => value !== undefined)) };
}

/** The value of a field of a call: the one given for it; otherwise a simple one that fits the field, or `undefined` if the field is optional. */
function valueFor(field: Field, name: string, task: TaskNumber, fields: Partial<ContainerFields>): unknown {
  const given = new Map<string, unknown>(Object.entries(fields)).get(name);
  if (given !== undefined || field.isOptional) return given;
  switch (field.is) {
    case "path":
    case "name":
    case "kinds":
      return fields[field.is];
    case "task":
      return task;
    case "number":
      return field.from ?? 1;
    case "one of":
      return field.values[0];
    case "some of":
      return field.values.slice(0, 1);
    default:
      return unreachable(field);
  }
}
