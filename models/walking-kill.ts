/**
 * `walking-kill`: what if `kill` were a program, as `rm -rf` is, and not the kernel's? The message wants "rm -rf /vserver1" to kill all that is inside (line 52). A program
 * can only read who is inside, and kill those one after the other; others go on meanwhile.
 *
 * The change: `kill` reads which tasks are in the container, and the caller is in the midst of a kill from then on: it makes no call but `killtask`, which kills one of these
 * tasks. Once none of them is left, the kill is over. Who came behind the reader (by `fork`, by `setns`) was not read, and lives on.
 *
 * Where the text is silent:
 * - Tasks are killed in any order. One that has gone by itself is left out: no number that comes round again (W2) is meant, as by a pidfd.
 * - One task reads at a time whom to kill: `kill` is `EALREADY` where another kills one who is in the container.
 * - A program that is killed itself kills nobody any more.
 * - Whoever is in the midst of a kill goes on with it (`fair`): what is promised of a kill is promised where nobody stops its program.
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
/** The fields that others have not. */
export const walkingFields = { victim: { is: "task" } } as const satisfies Fields;

export type WalkingOperation = ContainerOperationOf<typeof walkingCalls, Values<typeof walkingFields>>;

export interface WalkingTask extends Task {
  /** The container that it is in the midst of killing. */
  killing: ContainerNumber | null;
  /** Who has read that it is to be killed. */
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

  /** After what W3 and W4 release: a kill is over once nobody is left of those who were read. */
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

  /** What the program does once nobody is left of those who were read. @returns whether it goes on */
  readAgain(_world: World, _task: TaskNumber, _container: ContainerNumber): boolean {
    return false;
  }

  /** The caller reads who is in a container, and is to kill them. @returns whether anyone is */
  read(world: World, task: TaskNumber, container: ContainerNumber): boolean {
    const victims = living(world.tasks).filter((victim) => this.isIn(world, victim, container));
    for (const victim of victims) this.row(world, victim).killer = task;
    return victims.length > 0;
  }

  /** Whether anyone in a container is to be killed. */
  isBeingKilled(world: World, container: ContainerNumber): boolean {
    return living(world.tasks).some(
      (task) => this.row(world, task).killer !== null && this.isIn(world, task, container),
    );
  }

  row(world: World, task: TaskNumber): WalkingTask {
    return at(world.tasks, task) as WalkingTask; // each row is made by `walking`
  }
}

/** Whoever is in the midst of a kill makes no other call. */
function inTheMidst<Op extends string>(
  refusals: Readonly<Record<Op, readonly Errno[]>>,
): Readonly<Record<Op, readonly Errno[]>> {
  const calls = Object.entries<readonly Errno[]>(refusals).map(([op, errnos]) => [
    op,
    [...errnos, "EALREADY"],
  ]);
  return Object.fromEntries(calls) as Readonly<Record<Op, readonly Errno[]>>; // the same keys
}

/** What is said of each of the designs whose kill walks. */
export const walkingDesign = {
  calls: walkingCalls,
  fields: walkingFields,
  refusals: {
    ...inTheMidst(nestedRefusals),
    killtask: ["EINVAL", "ENOENT"],
  },
  errnos: {
    EALREADY: "the caller is in the midst of a kill, or another kills one who is in there",
  },
  fair: { killtask: "weak" },
  own: { tasks: ["killing", "killer"] },
  shows: nested.shows,
} as const;

export const walkingKill = defineModel(new WalkingKillRules(), {
  name: "walking-kill",
  summary: "kill is a program: it reads who is inside, and kills one after the other",
  source: 'the message: "rm -rf /vserver1"; a manager that reads cgroup.procs and kills',
  ...walkingDesign,
});
