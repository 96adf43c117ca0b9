import type { Kind } from "../model/kind.ts";
import type { TaskNumber } from "../model/numbers.ts";
import type { Calls, Operation } from "../model/operation.ts";
import type { Scope } from "../model/scope.ts";
import { remember, rememberWeakly } from "./remember.ts";

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
 * "What a search tries" for a live task, of the calls that a design declares. Only sensible calls: a hostile one (a dead task, a
 * bad name, a path that names nothing) belongs to the random runs.
 *
 * @param paths the canonical paths of the containers in the task's view, in order of the containers' numbers
 */
export function whatToTry(
  calls: Calls,
  scope: Scope,
  task: TaskNumber,
  paths: readonly string[],
): Operation[] {
  const menu = menusOf(scope)(calls)(task);
  const operations = menu.beforePaths.slice();
  for (const path of paths) operations.push(...menu.onPath(path));
  operations.push(...menu.afterPaths);
  return operations;
}

/** The calls of one task. */
interface Menu {
  readonly beforePaths: readonly Operation[];
  readonly onPath: (path: string) => readonly Operation[];
  readonly afterPaths: readonly Operation[];
}

/** The operations are made once: a search asks for them in every world. */
const menusOf = rememberWeakly((scope: Scope) =>
  rememberWeakly((calls: Calls) => remember((task: TaskNumber) => menuOf(calls, scope, task))),
);

function menuOf(calls: Calls, scope: Scope, task: TaskNumber): Menu {
  const declared = (op: string): boolean => calls[op] !== undefined;
  const images = imageNames(scope);
  const callsOf = (op: string, path: string): Operation[] => {
    const fields = calls[op];
    if (fields === undefined) return [];
    if (fields.includes("kinds")) return kindSets(scope).map((kinds) => ({ op, task, path, kinds }));
    if (fields.includes("name")) return scope.names.map((name) => ({ op, task, path, name }));
    if (fields.includes("image")) return images.map((image) => ({ op, task, path, image }));
    return [{ op, task, path }];
  };
  return {
    beforePaths: [
      ...BEFORE_PATHS.filter(declared).map((op) => ({ op, task })),
      ...kindSets(scope).flatMap((kinds) => WITH_KINDS.filter(declared).map((op) => ({ op, task, kinds }))),
    ],
    onPath: remember((path: string) => WITH_PATH.flatMap((op) => callsOf(op, path))),
    afterPaths: AFTER_PATHS.filter(declared).flatMap((op) =>
      images.flatMap((image) => scope.names.map((name) => ({ op, task, image, name }))),
    ),
  };
}
