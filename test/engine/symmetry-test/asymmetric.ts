/** Designs and properties that ask for a number without saying so, one for each kind of mistake. */
import { type NestedOperation, nested, type World } from "../../../models/nested.ts";
import type { ContainerModel } from "../../../src/domains/containers/container-model.ts";
import type { ContainerObservation } from "../../../src/domains/containers/observation.ts";
import { always, onEveryStep, sometimes } from "../../../src/domains/containers/property.ts";
import type { ContainerScope } from "../../../src/domains/containers/scope.ts";
import { taskNumber } from "../../../src/model/numbers.ts";
import type { Outcome } from "../../../src/model/outcome.ts";
import type { PointProperty } from "../../../src/model/property.ts";
import { living } from "../../../src/world/table.ts";

type Apply = (world: World, operation: NestedOperation, scope: ContainerScope) => Outcome | "as nested";

const design = (name: string, apply: Apply): ContainerModel => {
  const model: ContainerModel<World, NestedOperation> = {
    ...nested,
    name,
    apply: (world, operation, scope) => {
      const outcome = apply(world, operation, scope);
      return outcome === "as nested" ? nested.apply(world, operation, scope) : outcome;
    },
  };
  return model;
};

const offering = (name: string, isOffered: (operation: NestedOperation) => boolean): ContainerModel => {
  const model: ContainerModel<World, NestedOperation> = {
    ...nested,
    name,
    operations: (world, task, scope) => [...nested.operations(world, task, scope)].filter(isOffered),
  };
  return model;
};

/** Designs to which numbers matter. */
export const DESIGNS: readonly ContainerModel[] = [
  design("kill-by-2-does-nothing", (_, { op, task }) => (op === "kill" && task === 2 ? "ok" : "as nested")),
  design("first-task-stays", (_, { op, task }) => (op === "exit" && task === 1 ? "EBUSY" : "as nested")),
  design("second-task-cannot-fork", (_, { op, task }) =>
    op === "fork" && task === 2 ? "EAGAIN" : "as nested",
  ),
  design("kill-spares-task-2", (world, operation, scope) => {
    if (operation.op !== "kill") return "as nested";
    const spared = world.tasks[2];
    const outcome = nested.apply(world, operation, scope);
    if (outcome !== "ok" || !spared || world.tasks[2]) return outcome;
    // Its nsproxy may be gone with the others that were killed, so it takes that of the caller.
    const own = world.tasks[operation.task];
    world.tasks[2] = { nsproxy: own?.nsproxy ?? spared.nsproxy };
    if (world.tasks.at(-1) === null) world.tasks.pop();
    return "ok";
  }),
  design("a-task-of-lower-number-is-not-killed", (world, operation) =>
    operation.op === "kill" && living(world.tasks).some((task) => task < operation.task)
      ? "EBUSY"
      : "as nested",
  ),
  design("nsproxy-3-is-not-entered", (world, { op, task }) =>
    op === "setns" && world.tasks[task]?.nsproxy === 3 ? "ENXIO" : "as nested",
  ),
  design("namespace-2-cannot-be-left", (world, { op, task }) =>
    op === "unshare" && world.nsproxies[world.tasks[task]?.nsproxy ?? 0]?.namespaces.uts === 2
      ? "EBUSY"
      : "as nested",
  ),
  design("nobody-leaves-by-exit-with-a-free-number-below", (world, { op, task }) =>
    op === "exit" && world.tasks.slice(1, task).includes(null) ? "EBUSY" : "as nested",
  ),
  offering("task-2-never-kills", ({ op, task }) => op !== "kill" || task !== 2),
  offering("only-task-1-unshares", ({ op, task }) => op !== "unshare" || task === 1),
];

const words = { claim: "", source: "a test" };
const second = taskNumber(2);
const below = ({ tasks }: ContainerObservation, task: number) =>
  (tasks.get(taskNumber(task))?.container ?? 1) > 1;

/** Properties to which numbers matter; each is settled in `nested` in a few steps. */
export const PROPERTIES: readonly PointProperty[] = [
  always({
    ...words,
    name: "task-2-stays-at-the-root",
    check: (world) => (below(world, 2) ? { broken: "task 2 is in a container" } : "holds"),
  }),
  always({
    ...words,
    name: "a-task-2-has-a-task-1",
    check: ({ tasks }) =>
      tasks.has(second) && !tasks.has(taskNumber(1)) ? { broken: "task 2 is left" } : "holds",
  }),
  onEveryStep({
    ...words,
    name: "task-2-does-not-exit",
    on: ["exit"],
    check: ({ operation }) => (operation.task === 2 ? { broken: "task 2 has gone" } : "holds"),
  }),
  onEveryStep({
    ...words,
    name: "the-first-task-forks-first",
    on: ["fork"],
    check: ({ before, operation }) =>
      operation.task !== Math.min(...before.tasks.keys()) ? { broken: "another one forks" } : "holds",
  }),
  always({
    ...words,
    name: "task-2-may-fork",
    check: ({ tasks }, _, attempt) => {
      if (!tasks.has(second)) return "no case";
      return attempt("fork", second)?.outcome === "ok" ? "holds" : { broken: "task 2 may not fork" };
    },
  }),
  always({
    ...words,
    name: "nsproxy-2-is-at-the-root",
    check: ({ nsproxies }) => {
      const [, row] = [...nsproxies].find(([number]) => number === 2) ?? [];
      return row !== undefined && row.container !== 1 ? { broken: "nsproxy 2 is elsewhere" } : "holds";
    },
  }),
  sometimes({
    ...words,
    name: "task-2-alone",
    check: ({ tasks }) => ([...tasks.keys()].join() === "2" ? "holds" : "no case"),
  }),
  always({
    ...words,
    name: "throws-without-task-1",
    check: ({ tasks }) => {
      if (tasks.size === 1 && tasks.has(second)) return { broken: "task 2 is alone" };
      if (tasks.size === 1 && !tasks.has(taskNumber(1))) throw new Error("there is always a task 1");
      return "holds";
    },
  }),
];

/** A property that is broken in only a few worlds, far from the first. */
export const DEEP: PointProperty = always({
  ...words,
  name: "task-3-is-not-the-deepest",
  check: (world) => {
    const { tasks } = world;
    const depthOf = (task: number) => tasks.get(taskNumber(task))?.in.length ?? 0;
    return depthOf(3) === 3 && depthOf(1) === 2 && depthOf(2) === 2 ? { broken: "task 3 is" } : "holds";
  },
});
