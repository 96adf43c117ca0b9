import type { ContainerModel } from "../../src/domains/containers/container-model.ts";
import type { ContainerObservation } from "../../src/domains/containers/observation.ts";
import type { ContainerOperation } from "../../src/domains/containers/operation.ts";
import type { ContainerScope } from "../../src/domains/containers/scope.ts";
import type { Kind } from "../../src/model/kind.ts";
import { taskNumber } from "../../src/model/numbers.ts";
import type { Outcome } from "../../src/model/outcome.ts";

const ROOMY: ContainerScope = {
  tasks: 6,
  containers: 6,
  kinds: ["uts", "net"],
  names: ["a", "b"],
  images: 1,
  handles: 2,
};

/** The result of a run of calls. */
interface Run {
  readonly outcomes: readonly Outcome[];
  /** Where each live task is, as the root sees it. */
  readonly tasks: Readonly<Record<number, string>>;
  /** The containers other than the root, as the root sees them. */
  readonly containers: readonly string[];
  readonly observation: ContainerObservation;
}

/** Runs calls of a design one after the other. */
export function run(
  model: ContainerModel,
  operations: readonly ContainerOperation[],
  bounds: Partial<ContainerScope> = {},
): Run {
  const scope = { ...ROOMY, ...bounds };
  const world = model.initial(scope);
  const outcomes = operations.map((operation) => model.apply(world, operation, scope));
  const observation = model.observe(world, scope);
  const pathOf = (container: Parameters<ContainerObservation["rootPath"]>[0]) =>
    observation.rootPath(container);
  return {
    outcomes,
    tasks: Object.fromEntries(
      [...observation.tasks].map(([task, { container }]) => [task, pathOf(container)]),
    ),
    containers: [...observation.containers.keys()].map(pathOf).filter((path) => path !== "/"),
    observation,
  };
}

/** The last outcome of a run. */
export function outcome(
  model: ContainerModel,
  operations: readonly ContainerOperation[],
  bounds: Partial<ContainerScope> = {},
): Outcome {
  const last = run(model, operations, bounds).outcomes.at(-1);
  if (last === undefined) throw new Error("a run without calls comes to nothing");
  return last;
}

/** Whether two tasks share their namespace of a kind. */
export function share({ observation }: Run, kind: Kind, one: number, other: number): boolean {
  const [a, b] = [one, other].map((task) => observation.tasks.get(taskNumber(task))?.namespaces[kind]);
  if (a === undefined || b === undefined) throw new Error(`task ${one} or task ${other} does not live`);
  return a === b;
}

export const refine = (task: number, ...kinds: Kind[]) =>
  ({ op: "refine", task: taskNumber(task), kinds }) as const;
export const remove = (task: number, path: string) =>
  ({ op: "remove", task: taskNumber(task), path }) as const;
export const rmdir = (task: number, path: string) => ({ op: "rmdir", task: taskNumber(task), path }) as const;
export const killTask = (task: number, victim: number) =>
  ({ op: "killtask", task: taskNumber(task), victim: taskNumber(victim) }) as const;
export const take = (task: number, path: string, handle = "handle1") =>
  ({ op: "take", task: taskNumber(task), path, handle }) as const;
export const enterHandle = (task: number, handle = "handle1") =>
  ({ op: "enter", task: taskNumber(task), handle }) as const;
export const enter = (task: number, path: string, ...kinds: Kind[]) =>
  ({ op: "setns", task: taskNumber(task), path, kinds }) as const;
