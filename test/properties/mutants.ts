/**
 * Copies of `nested` that are broken on purpose, each so that a property no longer holds. A property that does not notice its
 * mutant claims nothing. The name of a mutant says what is wrong with it.
 */
import { type NestedOperation, type Nsproxy, nested, type World } from "../../models/nested.ts";
import type { ContainerModel } from "../../src/domains/containers/container-model.ts";
import { OUTSIDE } from "../../src/domains/containers/image.ts";
import { withParts } from "../../src/domains/containers/observation.ts";
import type { ContainerScope } from "../../src/domains/containers/scope.ts";
import {
  type ContainerNumber,
  FIRST,
  nsproxyNumber,
  ROOT,
  type TaskNumber,
} from "../../src/model/numbers.ts";
import type { Outcome } from "../../src/model/outcome.ts";
import { unnamed } from "../../src/world/name.ts";
import { nth } from "../../src/world/nth.ts";
import { add, at, find, living, release } from "../../src/world/table.ts";
import { ancestry, childNamed, resolve } from "../../src/world/tree.ts";

type Mutant = ContainerModel<World, NestedOperation>;

const FIRST_NSPROXY = nsproxyNumber(FIRST);

type Op = NestedOperation["op"];
type Call<Name extends Op> = Extract<NestedOperation, { op: Name }>;

export const unshareMakesASibling = afterwards("unshare makes a sibling", "unshare", (world, { task }) => {
  const row = at(world.containers, ownContainer(world, task));
  if (row.parent === ROOT) return;
  row.name = freshName(world, ROOT);
  row.parent = ROOT;
});

export const killTakesDirectTasksOnly = instead(
  "kill takes only the tasks directly in a container",
  "kill",
  (world, operation, scope) => {
    const { outcome, container } = target(world, operation, scope);
    if (outcome !== "ok") return outcome;
    for (const task of tasksDirectlyIn(world, container)) release(world.tasks, task);
    return "ok";
  },
);

export const killTakesItsCaller = afterwards("kill takes its caller too", "kill", (world, { task }) => {
  release(world.tasks, task);
});

export const exitTakesTheContainer = afterwards(
  "a container goes when its last direct task exits, and its children go up",
  "exit",
  (world) => {
    for (const container of living(world.containers)) {
      const { parent, nsproxy } = at(world.containers, container);
      if (parent === null || nsproxy !== null) continue;
      for (const row of world.containers) if (row?.parent === container) row.parent = parent;
      release(world.containers, container);
    }
  },
);

export const forkCopiesTheNsproxy = afterwards(
  "a child gets a nsproxy of its own",
  "fork",
  (world, { task }, before) => {
    const { container, namespaces } = ownNsproxy(world, task);
    const child = at(world.tasks, newTask(world, before));
    child.nsproxy = add(world.nsproxies, { container, namespaces: { ...namespaces } });
  },
);

export const everyTaskUsesTheFirstNsproxy: Mutant = {
  ...nested,
  summary: "every task uses the first nsproxy, wherever it sits",
  observe: (world, scope) => {
    const observation = nested.observe(world, scope);
    const tasks = [...observation.tasks].map(
      ([number, task]) => [number, { ...task, nsproxy: FIRST_NSPROXY }] as const,
    );
    return withParts(observation, { tasks: new Map(tasks) });
  },
};

export const renameTakesNamesThatAreTaken = instead(
  "rename takes a name that a sibling bears",
  "rename",
  (world, operation, scope) => {
    const { outcome, container } = target(world, operation, scope);
    if (outcome !== "EEXIST") return nested.apply(world, operation, scope);
    at(world.containers, container).name = operation.name;
    return "ok";
  },
);

export const renameTakesNoNames = afterwards(
  "rename leaves out the name",
  "rename",
  (world, _operation, before) => {
    for (const container of living(world.containers)) {
      const row = at(world.containers, container);
      if (row.name !== at(before.containers, container).name) row.name = "";
    }
  },
);

export const namesAreTheMachines = instead(
  "a name is taken where any container bears it",
  "rename",
  (world, operation, scope) => {
    const { outcome, container } = target(world, operation, scope);
    const bearer = living(world.containers).find(
      (other) => at(world.containers, other).name === operation.name,
    );
    if (outcome === "ok" && bearer !== undefined && bearer !== container) return "EEXIST";
    return nested.apply(world, operation, scope);
  },
);

export const pathsAreTheRoots: Mutant = {
  ...nested,
  summary: "everyone sees the root's paths",
  observe: (world, scope) => {
    const observation = nested.observe(world, scope);
    return withParts(observation, { path: (_viewer, container) => observation.rootPath(container) });
  },
};

export const pathsAreOneName: Mutant = {
  ...nested,
  summary: "a path is a container's name alone",
  observe: (world, scope) => {
    const observation = nested.observe(world, scope);
    const lastName = (path: string | undefined) => path?.slice(path.lastIndexOf("/"));
    return withParts(observation, {
      path: (viewer, container) => lastName(observation.path(viewer, container)),
    });
  },
};

export const viewHasTheRoot: Mutant = {
  ...nested,
  summary: "everyone has the root in view",
  observe: (world, scope) => {
    const observation = nested.observe(world, scope);
    return withParts(observation, { view: (viewer) => [...new Set([ROOT, ...observation.view(viewer)])] });
  },
};

export const exitEndsTheTasksAbove = afterwards(
  "exit ends the tasks in the container above too",
  "exit",
  (world, { task }, before) => {
    const { parent } = at(before.containers, ownContainer(before, task));
    if (parent !== null) for (const other of tasksDirectlyIn(before, parent)) release(world.tasks, other);
  },
);

export const exitNamesTheRoot = afterwards("exit gives the root a name", "exit", (world) => {
  at(world.containers, ROOT).name = "a";
});

export const setnsLeadsUp = instead(
  "setns into one's own container leads to the one above",
  "setns",
  (world, operation, scope) => {
    const { outcome, container } = target(world, operation, scope);
    const { parent } = at(world.containers, outcome === "ok" ? container : ROOT);
    const nsproxy = parent === null ? null : at(world.containers, parent).nsproxy;
    if (container !== ownContainer(world, operation.task) || nsproxy === null)
      return nested.apply(world, operation, scope);
    at(world.tasks, operation.task).nsproxy = nsproxy;
    return "ok";
  },
);

export const killReachesOneLevel = instead(
  "kill takes no path of two names",
  "kill",
  (world, operation, scope) =>
    operation.path.lastIndexOf("/") > 0 ? "ENOENT" : nested.apply(world, operation, scope),
);

export const renameGoesDown = afterwards("rename renames a child too", "rename", (world, operation) => {
  const container = childNamed(world.containers, ownContainer(world, operation.task), operation.name);
  const child = world.containers.find((row) => row != null && row.parent === container);
  if (child != null) child.name = operation.name;
});

export const setnsRenames = afterwards(
  "who enters a container gives it a new name",
  "setns",
  (world, { task, path }) => {
    const row = at(world.containers, ownContainer(world, task));
    if (path !== "/" && row.parent !== null) row.name = freshName(world, row.parent);
  },
);

export const unshareIsolatesNothing = afterwards(
  "unshare makes a nsproxy with the old namespaces",
  "unshare",
  (world, { task }, before) => {
    ownNsproxy(world, task).namespaces = { ...ownNsproxy(before, task).namespaces };
  },
);

export const unshareTakesEveryKind = instead(
  "unshare unshares every kind",
  "unshare",
  (world, operation, scope) => {
    const kinds = operation.kinds.length === 0 ? [] : scope.kinds;
    return nested.apply(world, { ...operation, kinds }, scope);
  },
);

export const unshareDragsTheOthersAlong = afterwards(
  "unshare gives the new namespaces to those that stay, too",
  "unshare",
  (world, { task }, before) => {
    const left = find(world.nsproxies, at(before.tasks, task).nsproxy);
    if (left !== undefined) left.namespaces = { ...ownNsproxy(world, task).namespaces };
  },
);

export const forkStartsAtTheTop = afterwards(
  "a child starts in the first nsproxy",
  "fork",
  (world, _operation, before) => {
    at(world.tasks, newTask(world, before)).nsproxy = nth(living(world.nsproxies), 1);
  },
);

export const forkTakesOldNamespaces = afterwards(
  "a child gets the namespaces of the first nsproxy",
  "fork",
  (world, { task }, before) => {
    const { container } = ownNsproxy(world, task);
    const { namespaces } = at(world.nsproxies, nth(living(world.nsproxies), 1));
    const child = at(world.tasks, newTask(world, before));
    child.nsproxy = add(world.nsproxies, { container, namespaces: { ...namespaces } });
  },
);

export const exitReleasesNothing: Mutant = {
  ...nested,
  summary: "exit releases the task only",
  apply: (world, operation, scope) => {
    if (operation.op !== "exit") return nested.apply(world, operation, scope);
    release(world.tasks, operation.task);
    return "ok";
  },
};

export const refusedKillHitsItsCaller = instead(
  "a kill refused ends its caller",
  "kill",
  (world, operation, scope) => {
    const outcome = nested.apply(world, operation, scope);
    if (outcome === "EBUSY") release(world.tasks, operation.task);
    return outcome;
  },
);

export const setnsRefusesTheInhabited = instead(
  "setns refuses a container with a task directly in it",
  "setns",
  (world, operation, scope) => {
    const { outcome, container } = target(world, operation, scope);
    if (outcome === "ok" && container !== ownContainer(world, operation.task)) return "EBUSY";
    return nested.apply(world, operation, scope);
  },
);

export const setnsKeepsTheNamespaces = afterwards(
  "setns moves the task and leaves it its namespaces",
  "setns",
  (world, { task }, before) => {
    const container = ownContainer(world, task);
    if (container === ownContainer(before, task)) return;
    const { namespaces } = ownNsproxy(before, task);
    at(world.tasks, task).nsproxy = add(world.nsproxies, { container, namespaces: { ...namespaces } });
  },
);

export const restartSharesNamespaces = afterwards(
  "restart gives the copy the caller's namespaces",
  "restart",
  (world, { task }, before) => {
    for (const nsproxy of living(world.nsproxies)) {
      if (find(before.nsproxies, nsproxy)) continue;
      at(world.nsproxies, nsproxy).namespaces = { ...ownNsproxy(world, task).namespaces };
    }
  },
);

export const restartSharesWithTheOriginal = afterwards(
  "restart gives the copy the namespaces of the last nsproxy",
  "restart",
  (world, _operation, before) => {
    const { namespaces } = at(before.nsproxies, nth(living(before.nsproxies).reverse(), 1));
    for (const nsproxy of living(world.nsproxies)) {
      if (!find(before.nsproxies, nsproxy)) at(world.nsproxies, nsproxy).namespaces = { ...namespaces };
    }
  },
);

export const restartForgetsWhatIsGone = afterwards(
  "restart gives the copy the caller's namespaces where the caller's container is the only one",
  "restart",
  (world, { task }, before) => {
    if (living(before.containers).length > 1) return;
    for (const nsproxy of living(world.nsproxies)) {
      at(world.nsproxies, nsproxy).namespaces = { ...ownNsproxy(world, task).namespaces };
    }
  },
);

export const checkpointRecordsNoNamespace = afterwards(
  "checkpoint records every namespace as outside",
  "checkpoint",
  (world) => {
    world.images = world.images.map((image) => ({
      ...image,
      nsproxies: image.nsproxies.map(({ container }) => ({ container, namespaces: { uts: OUTSIDE } })),
    }));
  },
);

export const restartWantsItsCallerAlone = instead(
  "restart is refused while another task is in the caller's container",
  "restart",
  (world, operation, scope) =>
    tasksDirectlyIn(world, ownContainer(world, operation.task)).length > 1
      ? "EBUSY"
      : nested.apply(world, operation, scope),
);

export const unshareTakesTheCallersNumber: Mutant = {
  ...instead(
    "unshare names the container after its caller's number",
    "unshare",
    (world, operation, scope) => {
      const { task } = operation;
      const name = String(task);
      if (childNamed(world.containers, ownContainer(world, task), name) !== undefined) return "EEXIST";
      const outcome = nested.apply(world, operation, scope);
      if (outcome === "ok") at(world.containers, ownContainer(world, task)).name = name;
      return outcome;
    },
  ),
  // The numbers of tasks are names here too.
  shape: (scope) => {
    const numbers = Array.from({ length: scope.tasks }, (_, index) => String(index + 1));
    return nested.shape({ ...scope, names: [...scope.names, ...numbers] });
  },
};

/** `nested`, with another way to carry out one of its operations. What is unused afterwards is released. */
function instead<Name extends Op>(
  summary: string,
  op: Name,
  apply: (world: World, operation: Call<Name>, scope: ContainerScope) => Outcome,
): Mutant {
  const isIt = (operation: NestedOperation): operation is Call<Name> => operation.op === op;
  return {
    ...nested,
    summary,
    apply: (world, operation, scope) => {
      if (!isIt(operation)) return nested.apply(world, operation, scope);
      const outcome = apply(world, operation, scope);
      releaseUnused(world);
      return outcome;
    },
  };
}

/** `nested`, but when an operation has succeeded, something more happens. What is unused afterwards is released. */
function afterwards<Name extends Op>(
  summary: string,
  op: Name,
  happens: (world: World, operation: Call<Name>, before: World) => void,
): Mutant {
  return instead(summary, op, (world, operation, scope) => {
    const before = structuredClone(world);
    const outcome = nested.apply(world, operation, scope);
    if (outcome === "ok") happens(world, operation, before);
    return outcome;
  });
}

/** W3 and W4, for a whole world at once: a mutant may have left anything behind. */
function releaseUnused({ tasks, nsproxies, containers }: World): void {
  for (const nsproxy of living(nsproxies)) {
    if (tasks.some((task) => task?.nsproxy === nsproxy)) continue;
    const container = find(containers, at(nsproxies, nsproxy).container);
    if (container?.nsproxy === nsproxy) container.nsproxy = null;
    release(nsproxies, nsproxy);
  }
  const inhabited = nsproxies.flatMap((row) => (row === null ? [] : ancestry(containers, row.container)));
  for (const container of living(containers)) {
    if (container !== ROOT && !inhabited.includes(container)) release(containers, container);
  }
}

/** The outcome that `nested` would give an operation with a path, and the container that the path names. */
function target(world: World, operation: Call<"kill" | "rename" | "setns">, scope: ContainerScope) {
  const outcome = nested.apply(structuredClone(world), operation, scope);
  const container = resolve(world.containers, ownContainer(world, operation.task), operation.path);
  return { outcome, container: container ?? ROOT };
}

/** The task that a `fork` has made. */
function newTask(world: World, before: World): TaskNumber {
  return nth(
    living(world.tasks).filter((task) => !find(before.tasks, task)),
    1,
  );
}

/** A name by N2 that no child of a container has. */
function freshName(world: World, parent: ContainerNumber): string {
  return unnamed((name) => childNamed(world.containers, parent, name) !== undefined);
}

function tasksDirectlyIn(world: World, container: ContainerNumber): TaskNumber[] {
  return living(world.tasks).filter((task) => ownContainer(world, task) === container);
}

function ownContainer(world: World, task: TaskNumber): ContainerNumber {
  return ownNsproxy(world, task).container;
}

function ownNsproxy(world: World, task: TaskNumber): Nsproxy {
  return at(world.nsproxies, at(world.tasks, task).nsproxy);
}
