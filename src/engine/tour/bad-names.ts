import { fieldOf, pathIn } from "../../model/field-of.ts";
import type { Model } from "../../model/model.ts";
import type { Operation } from "../../model/operation.ts";
import { operationsIn } from "../../model/operations-in.ts";
import type { Scope } from "../../model/scope.ts";
import { BAD_NAMES, LONG_NAMES } from "../hostile-fields.ts";

const BAD_NAMES_TO_TRY = [...BAD_NAMES, ...LONG_NAMES];

/** Calls that give a container a name that every design must refuse. */
export class BadNames {
  readonly #model: Model;
  readonly #scope: Scope;
  /** The worlds in which one was tried. */
  readonly #worlds = new Set<number>();
  /** How many were tried. */
  #names = 0;

  constructor(model: Model, scope: Scope) {
    this.#model = model;
    this.#scope = scope;
  }

  /**
   * Calls that give a container in view a bad name: all of them if none was tried yet, otherwise the next in turn. None if this world already had some.
   *
   * @param number the number of the world
   */
  *in(world: object, number: number): Generator<Operation> {
    if (this.#worlds.has(number)) return;
    const renaming = Object.keys(this.#model.calls).find((op) => this.#takes(op) === "path,name");
    const below = operationsIn(this.#model, world, this.#scope).find(
      (operation) => (pathIn(this.#model, operation) ?? "/") !== "/",
    );
    const path = below && pathIn(this.#model, below);
    if (renaming === undefined || below === undefined || path === undefined) return;
    this.#worlds.add(number);
    const [toPath = "", toName = ""] = this.#model.calls[renaming] ?? [];
    do {
      const name = BAD_NAMES_TO_TRY[this.#names++ % BAD_NAMES_TO_TRY.length];
      if (name !== undefined) yield { op: renaming, task: below.task, [toPath]: path, [toName]: name };
    } while (this.#names < BAD_NAMES_TO_TRY.length);
  }

  /** The kinds of a call's fields, joined by commas. */
  #takes(op: string): string {
    return (this.#model.calls[op] ?? []).map((name) => fieldOf(this.#model, op, name).is).join();
  }
}
