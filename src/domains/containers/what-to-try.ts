import type { Fields } from "../../model/domain-parts.ts";
import type { Field } from "../../model/field.ts";
import type { Kind } from "../../model/kind.ts";
import type { TaskNumber } from "../../model/numbers.ts";
import type { Calls, Operation } from "../../model/operation.ts";
import { subsetsOf } from "../../model/subsets.ts";
import { unreachable } from "../../model/unreachable.ts";
import { memoize, memoizeWeakly } from "../../world/memoize.ts";
import { CONTAINER_FIELDS } from "./operation.ts";
import type { ContainerScope } from "./scope.ts";
import { handleNames, imageNames, namesFor } from "./scope-names.ts";

/** The calls that several designs may have, in the search's order: those tried before all paths, those on every path in view, and those after. */
const BEFORE_PATHS = ["fork", "exit"];
const WITH_KINDS = ["unshare", "refine"];
const WITH_PATH = ["setns", "kill", "rename", "checkpoint", "remove", "rmdir", "take"];
const AFTER_PATHS = ["restart", "enter"];
const OF_MANY: ReadonlySet<string> = new Set([...BEFORE_PATHS, ...WITH_KINDS, ...WITH_PATH, ...AFTER_PATHS]);
/** Calls that count among these only if they take a handle: otherwise a call of that name is the design's own. */
const WITH_HANDLE: ReadonlySet<string> = new Set(["take", "enter"]);

/** Whether a call with these fields is one that several designs may have, and not a design's own. */
export function isCallOfMany(op: string, fields: readonly string[]): boolean {
  return OF_MANY.has(op) && (!WITH_HANDLE.has(op) || fields.includes("handle"));
}

/** Every non-empty set of the scope's kinds, counted up as binary numbers, the first kind the lowest bit. */
export function kindSets({ kinds }: ContainerScope): Kind[][] {
  return subsetsOf(kinds);
}

/** What a design declares about its calls. */
interface Declared {
  readonly calls: Calls;
  readonly fields?: Fields;
}

/**
 * "What a search tries" for a live task, among the calls that a design declares; last come its own calls, each with every value that its fields
 * can have. Only sensible calls: hostile ones (a dead task, a bad name, a path that names nothing) belong to random runs.
 *
 * @param paths the canonical paths of the containers in the task's view, in order of the containers' numbers
 * @param tasks the live tasks, called only if the design has calls of its own
 */
export function whatToTry(
  declared: Declared,
  scope: ContainerScope,
  task: TaskNumber,
  paths: readonly string[],
  tasks: () => readonly TaskNumber[],
): Operation[] {
  const menu = menusOf(scope)(declared.calls)(task);
  const operations = menu.beforePaths.slice();
  for (const path of paths) operations.push(...menu.onPath(path));
  operations.push(...menu.afterPaths);
  if (menu.ownCalls.length > 0)
    operations.push(...ownCalls(declared, menu.ownCalls, scope, task, paths, tasks()));
  return operations;
}

/** The calls that only this design has. */
function* ownCalls(
  { calls, fields }: Declared,
  ops: readonly string[],
  scope: ContainerScope,
  task: TaskNumber,
  paths: readonly string[],
  tasks: readonly TaskNumber[],
): Generator<Operation> {
  const valuesOf = (name: string): readonly unknown[] => {
    const field = fields?.[name] ?? CONTAINER_FIELDS_BY_NAME.get(name);
    if (field === undefined) return [];
    const values = valuesFor(field, name, scope, paths, tasks);
    return field.isOptional ? [undefined, ...values] : values;
  };
  for (const op of ops) {
    let operations: Operation[] = [{ op, task }];
    for (const name of calls[op] ?? []) {
      const values = valuesOf(name);
      operations = operations.flatMap((operation) =>
        values.map((value) => (value === undefined ? operation : { ...operation, [name]: value })),
      );
    }
    yield* operations;
  }
}

const CONTAINER_FIELDS_BY_NAME: ReadonlyMap<string, Field> = new Map(Object.entries(CONTAINER_FIELDS));

/** The values that a search gives to a field. */
function valuesFor(
  field: Field,
  name: string,
  scope: ContainerScope,
  paths: readonly string[],
  tasks: readonly TaskNumber[],
): readonly unknown[] {
  switch (field.is) {
    case "path":
      return paths;
    case "name":
      return namesFor(name, scope);
    case "task":
      return tasks;
    case "number":
      return Array.from({ length: scope.tasks }, (_, index) => (field.from ?? 1) + index);
    case "kinds":
      return kindSets(scope);
    case "one of":
      return field.values;
    case "some of":
      return subsetsOf(field.values);
    default:
      return unreachable(field);
  }
}

/** The calls of one task. */
interface Menu {
  readonly beforePaths: readonly Operation[];
  readonly onPath: (path: string) => readonly Operation[];
  readonly afterPaths: readonly Operation[];
  /** The names of the calls that only this design has. */
  readonly ownCalls: readonly string[];
}

/** The operations are made once: a search asks for them in every world. */
const menusOf = memoizeWeakly((scope: ContainerScope) =>
  memoizeWeakly((calls: Calls) => memoize((task: TaskNumber) => menuOf(calls, scope, task))),
);

function isOfMany(calls: Calls, op: string): boolean {
  const fields = calls[op];
  return fields !== undefined && isCallOfMany(op, fields);
}

function menuOf(calls: Calls, scope: ContainerScope, task: TaskNumber): Menu {
  const declared = (op: string): boolean => isOfMany(calls, op);
  const images = imageNames(scope);
  const handles = handleNames(scope);
  const callsOf = (op: string, path: string): Operation[] => {
    const fields = calls[op];
    if (fields === undefined || !declared(op)) return [];
    if (fields.includes("kinds")) return kindSets(scope).map((kinds) => ({ op, task, path, kinds }));
    if (fields.includes("name")) return scope.names.map((name) => ({ op, task, path, name }));
    if (fields.includes("image")) return images.map((image) => ({ op, task, path, image }));
    if (fields.includes("handle")) return handles.map((handle) => ({ op, task, path, handle }));
    return [{ op, task, path }];
  };
  return {
    beforePaths: [
      ...BEFORE_PATHS.filter(declared).map((op) => ({ op, task })),
      ...kindSets(scope).flatMap((kinds) => WITH_KINDS.filter(declared).map((op) => ({ op, task, kinds }))),
    ],
    onPath: memoize((path: string) => WITH_PATH.flatMap((op) => callsOf(op, path))),
    ownCalls: Object.keys(calls).filter((op) => !declared(op)),
    afterPaths: AFTER_PATHS.filter(declared).flatMap((op): Operation[] =>
      calls[op]?.includes("handle")
        ? handles.map((handle) => ({ op, task, handle }))
        : images.flatMap((image) => scope.names.map((name) => ({ op, task, image, name }))),
    ),
  };
}
