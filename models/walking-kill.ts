/**
 * `walking-kill`: what if `kill` were a program, as `rm -rf` is, and not part of the kernel? The message wants to "kill an entire vserver recursively
 * (rm -rf /sys/namespaces/vserver1)" (lines 39 and 40). A program can only read which tasks are inside and kill them one after the other, while others go on.
 *
 * The change: `kill` reads which tasks are in the container. From then on the caller is in the middle of a kill: it makes no call but `killtask`,
 * which kills one of these tasks. Once none of them is left, the kill is over. A task that came after the reading (by `fork`, by `setns`) was not
 * read, and lives on.
 *
 * Where the text is silent:
 * - Tasks are killed in any order. One that has gone by itself is left out: as with a pidfd, a later task with the same number (W2) is never meant.
 * - A task is to be killed by one killer at a time: `kill` is `EALREADY` if another is killing a task in the container.
 * - A program that is itself killed no longer kills anybody.
 * - A task in the middle of a kill goes on with it (`fair`): what is promised of a kill is promised as long as nobody stops its program.
 */

import { defineModel } from "../src/domains/containers/define-model.ts";
import type { ContainerOperationOf } from "../src/domains/containers/operation.ts";
import type { ContainerScope } from "../src/domains/containers/scope.ts";
import { treeShape } from "../src/domains/containers/tree-shape.ts";
import { walkingKillManager } from "../src/managers/walking-kill.ts";
import type { Fields } from "../src/model/domain-parts.ts";
import type { Errno } from "../src/model/errno.ts";
import type { AnyManager } from "../src/model/manager.ts";
import type { ContainerNumber, NsproxyNumber, TaskNumber } from "../src/model/numbers.ts";
import type { Values } from "../src/model/operation.ts";
import type { Outcome } from "../src/model/outcome.ts";
import { referenceOr, type Shape } from "../src/model/shape.ts";
import { add, at, find, living, release } from "../src/world/table.ts";
import {
  type Call,
  NestedRules,
  nested,
  nestedCalls,
  nestedRefusals,
  type Task,
  type World,
} from "./nested.ts";

/** The calls, each with its fields. */
export const walkingCalls = { ...nestedCalls, killtask: ["victim"] } as const;
/** The fields that other designs do not have. */
export const walkingFields = { victim: { is: "task" } } as const satisfies Fields;

export type WalkingOperation = ContainerOperationOf<typeof walkingCalls, Values<typeof walkingFields>>;

export interface WalkingTask extends Task {
  /** The container that it is in the middle of killing. */
  killing: ContainerNumber | null;
  /** The task that has read it and is to kill it. */
  killer: TaskNumber | null;
}

const walking = (row: Task): WalkingTask => ({ ...row, killing: null, killer: null });

export class WalkingKillRules extends NestedRules {
  override readonly manager: AnyManager = walkingKillManager;

  override initial(scope: ContainerScope): World {
    const world = super.initial(scope);
    world.tasks = world.tasks.map((row) => row && walking(row));
    return world;
  }

  override shape(scope: ContainerScope): Shape {
    const killing = referenceOr(null, "container", scope.containers);
    return treeShape(scope, { task: { killing, killer: referenceOr(null, "task", scope.tasks) } });
  }

  override perform(world: World, operation: WalkingOperation, scope: ContainerScope): Outcome {
    if (operation.op === "killtask") return this.killTask(world, operation);
    return this.row(world, operation.task).killing === null
      ? super.perform(world, operation, scope)
      : "EALREADY";
  }

  override addTask(world: World, nsproxy: NsproxyNumber): TaskNumber {
    return add(world.tasks, walking({ nsproxy }));
  }

  override kill(world: World, { task, path }: Call<"path">): Outcome {
    const container = this.resolve(world, task, path);
    if (container === undefined) return "ENOENT";
    if (container === this.ownContainer(world, task)) return "EBUSY";
    if (this.isBeingKilled(world, container)) return "EALREADY";

    this.row(world, task).killing = container;
    this.read(world, task, container);
    return "ok";
  }

  killTask(
    world: World,
    { task, victim }: { readonly task: TaskNumber; readonly victim: TaskNumber },
  ): Outcome {
    const { killing } = this.row(world, task);
    if (killing === null) return "EINVAL";
    if (find(world.tasks, victim) === undefined || this.row(world, victim).killer !== task) return "ENOENT";

    release(world.tasks, victim);
    return "ok";
  }

  /** After W3 and W4: a kill is over once none of the tasks that were read is left. */
  override releaseUnused(world: World): void {
    super.releaseUnused(world);
    for (const task of living(world.tasks)) {
      const row = this.row(world, task);
      if (row.killer !== null && find(world.tasks, row.killer) === undefined) row.killer = null;
    }
    for (const task of living(world.tasks)) {
      const row = this.row(world, task);
      const isOver = living(world.tasks).every((victim) => this.row(world, victim).killer !== task);
      if (row.killing !== null && isOver && !this.readAgain(world, task, row.killing)) row.killing = null;
    }
  }

  /** What the program does once none of the tasks that it read is left. @returns whether it goes on */
  readAgain(_world: World, _task: TaskNumber, _container: ContainerNumber): boolean {
    return false;
  }

  /** Reads which tasks are in a container; the caller is to kill them. @returns whether there are any */
  read(world: World, task: TaskNumber, container: ContainerNumber): boolean {
    const victims = living(world.tasks).filter((victim) => this.isIn(world, victim, container));
    for (const victim of victims) this.row(world, victim).killer = task;
    return victims.length > 0;
  }

  /** Whether a task in a container is to be killed. */
  isBeingKilled(world: World, container: ContainerNumber): boolean {
    return living(world.tasks).some(
      (task) => this.row(world, task).killer !== null && this.isIn(world, task, container),
    );
  }

  row(world: World, task: TaskNumber): WalkingTask {
    return at(world.tasks, task) as WalkingTask; // each row is made by `walking`
  }
}

/** Adds `EALREADY` to the errnos of each call: a task in the middle of a kill makes no other call. */
function inTheMidst<Op extends string>(
  refusals: Readonly<Record<Op, readonly Errno[]>>,
): Readonly<Record<Op, readonly Errno[]>> {
  const calls = Object.entries<readonly Errno[]>(refusals).map(([op, errnos]) => [
    op,
    [...errnos, "EALREADY"],
  ]);
  return Object.fromEntries(calls) as Readonly<Record<Op, readonly Errno[]>>; // the same keys
}

/** The description that all designs with a walking kill share. */
export const walkingDesign = {
  calls: walkingCalls,
  fields: walkingFields,
  refusals: {
    ...inTheMidst(nestedRefusals),
    killtask: ["EINVAL", "ENOENT"],
  },
  errnos: {
    EALREADY: "the caller is in the middle of a kill, or another task is killing a task in the container",
  },
  fair: { killtask: "weak" },
  own: { tasks: ["killing", "killer"] },
  shows: nested.shows,
} as const;

export const walkingKill = defineModel(new WalkingKillRules(), {
  name: "walking-kill",
  summary: "kill is a program: it reads which tasks are inside and kills them one by one",
  source:
    'the message: "kill an entire vserver recursively (rm -rf /sys/namespaces/vserver1)"; a manager that reads cgroup.procs and kills',
  ...walkingDesign,
});
