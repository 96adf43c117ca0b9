import type { Kind } from "../model/kind.ts";
import type { TaskNumber } from "../model/numbers.ts";
import type { Calls, Operation, OperationField } from "../model/operation.ts";
import type { Scope } from "../model/scope.ts";

/** A live task and the canonical paths of the containers in its view, in order of the containers' numbers. */
export interface Caller {
  readonly task: TaskNumber;
  readonly paths: readonly string[];
}

/** The calls that take no path, and those that are tried on every container in view: each in the search's order. */
const BEFORE_PATHS = ["fork", "exit"];
const WITH_KINDS = ["unshare", "refine"];
const WITH_PATH = ["setns", "kill", "rename", "checkpoint", "remove", "rmdir"];
const AFTER_PATHS = ["restart"];

/** The names of the images that a search makes. */
export function imageNames(scope: Scope): string[] {
  return Array.from({ length: scope.images }, (_, index) => `image${index + 1}`);
}

/** Every non-empty set of the scope's kinds, counted up as binary numbers, the first kind the lowest bit. */
export function kindSets(scope: Scope): Kind[][] {
  const sets: Kind[][] = [];
  for (let bits = 1; bits < 2 ** scope.kinds.length; bits++) {
    sets.push(scope.kinds.filter((_, index) => (bits >> index) & 1));
  }
  return sets;
}

/**
 * "What a search tries", for the calls that a design declares. Only sensible calls: a hostile one (a dead task, a bad name,
 * a path that names nothing) belongs to the random runs.
 *
 * @param callers the live tasks, in order of number
 */
export function* whatToTry(calls: Calls, scope: Scope, callers: Iterable<Caller>): Generator<Operation> {
  const choices = { name: scope.names, image: imageNames(scope), kinds: kindSets(scope) };
  const fieldsOf = (op: string): readonly OperationField[] | undefined => calls[op];

  for (const { task, paths } of callers) {
    for (const op of BEFORE_PATHS) if (fieldsOf(op)) yield { op, task };
    for (const kinds of choices.kinds)
      for (const op of WITH_KINDS) if (fieldsOf(op)) yield { op, task, kinds };
    for (const path of paths) {
      for (const op of WITH_PATH) {
        const fields = fieldsOf(op);
        if (fields?.includes("kinds")) for (const kinds of choices.kinds) yield { op, task, path, kinds };
        else if (fields?.includes("name")) for (const name of choices.name) yield { op, task, path, name };
        else if (fields?.includes("image"))
          for (const image of choices.image) yield { op, task, path, image };
        else if (fields) yield { op, task, path };
      }
    }
    for (const op of AFTER_PATHS) {
      if (!fieldsOf(op)) continue;
      for (const image of choices.image) for (const name of choices.name) yield { op, task, image, name };
    }
  }
}
