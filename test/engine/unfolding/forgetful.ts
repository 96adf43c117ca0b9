import type { Model } from "../../../src/model/model.ts";
import { ROOT, type TaskNumber } from "../../../src/model/numbers.ts";
import type { OperationOf } from "../../../src/model/operation.ts";
import { record, referenceOr, table } from "../../../src/model/shape.ts";
import { add, count, find, living, release, type Table, tableOf } from "../../../src/world/table.ts";

interface Task {
  /** The task that forked it, whether it lives or not; none for the first. */
  parent: TaskNumber | null;
}

interface World {
  tasks: Table<TaskNumber, Task>;
}

const calls = { fork: [], exit: [] } as const;

/** A design that forgets something: a task that exits stays the parent of its children. */
export const forgetful: Model<World, OperationOf<typeof calls>> = {
  name: "forgetful",
  summary: "tasks that stay the parents of their children when they are gone",
  source: "a test",
  calls,
  shows: [],
  initial: () => ({ tasks: tableOf({ parent: null }) }),
  shape: ({ tasks }) =>
    record({ tasks: table("task", tasks, record({ parent: referenceOr(null, "task", tasks) })) }),
  callers: ({ tasks }) => living(tasks),
  operations: (_, task) => [
    { op: "fork", task },
    { op: "exit", task },
  ],
  apply: ({ tasks }, { op, task }, scope) => {
    if (find(tasks, task) === undefined) return "ESRCH";
    if (op === "exit") release(tasks, task);
    else if (count(tasks) >= scope.tasks) return "EAGAIN";
    else add(tasks, { parent: task });
    return "ok";
  },
  observe: ({ tasks }) => ({
    tasks: new Map(),
    containers: new Map([[ROOT, { parent: null, name: living(tasks).join() }]]),
    nsproxies: new Map(),
    images: new Map(),
    view: () => [],
    path: () => undefined,
    rootPath: () => "/",
    resolve: () => undefined,
  }),
};
