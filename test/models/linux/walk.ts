import { carryOut } from "../../../models/linux/carry-out.ts";
import { observe } from "../../../models/linux/observe.ts";
import { callers, initialWorld, type World } from "../../../models/linux/world.ts";
import type { LinuxObservation } from "../../../src/domains/linux/observation.ts";
import {
  ALL_LINUX_CALLS,
  CLONE_FLAGS,
  LINKS,
  LINUX_CALLS,
  type Link,
  type LinuxCall,
  type LinuxOperation,
  SELF,
} from "../../../src/domains/linux/operations.ts";
import type { LinuxScope } from "../../../src/domains/linux/scope.ts";
import { KINDS, type Kind } from "../../../src/model/kind.ts";
import { type TaskNumber, taskNumber } from "../../../src/model/numbers.ts";
import { unreachable } from "../../../src/model/unreachable.ts";
import { find, living } from "../../../src/world/table.ts";
import type { Draw } from "../../draw.ts";

/** A call with its result, and the world after it, as JSON and as it is observed. */
interface Stage {
  readonly operation: LinuxOperation;
  readonly result: string;
  readonly world: string;
  readonly seen: LinuxObservation;
}

/** Makes a number of drawn calls, or fewer if no task is left to call. */
export function* walk(length: number, scope: LinuxScope, draw: Draw): Generator<Stage> {
  const world = initialWorld(scope);
  const habits = drawnHabits(draw);
  for (let step = 0; step < length && callers(world).length > 0; step++)
    yield stageOf(world, drawnCall(world, habits, draw), scope);
}

function stageOf(world: World, operation: LinuxOperation, scope: LinuxScope): Stage {
  const result = carryOut(world, operation, scope);
  return { operation, result, world: JSON.stringify(world), seen: observe(world, scope) };
}

/** What one walk draws from: few things that come often rather than all things seldom, so that they meet. */
interface Habits {
  readonly calls: readonly LinuxCall[];
  readonly kinds: readonly Kind[];
  readonly links: readonly Link[];
  /** The numbers at the end of names such as `file1`, which is how `operations` names things. */
  readonly names: readonly string[];
}

/** If there are no more callers than this, clones are more frequent; with `MANY_TASKS`, only calls that end tasks are drawn. */
const FEW_CALLERS = 2;
const MANY_TASKS = 6;
const ENDING: readonly LinuxCall[] = ["exit", "kill", "wait"];

function drawnHabits(draw: Draw): Habits {
  const kinds = several<Kind>(["pid", "user", "mnt", ...KINDS], 3, draw);
  return {
    calls: ["clone", "unshare", "setns", ...several(ALL_LINUX_CALLS, 6, draw)],
    kinds,
    links: LINKS.filter((link) => kinds.some((kind) => link.startsWith(kind))),
    names: draw.isOneIn(2) ? ["1"] : ["1", "2"],
  };
}

/** A call by a task that can call, except one in twenty. */
function drawnCall(world: World, habits: Habits, draw: Draw): LinuxOperation {
  const task = draw.isOneIn(20) ? taskIn(world, draw) : draw.of(callers(world));
  const op = drawnOp(world, task, habits, draw);
  const fields = LINUX_CALLS[op].map((name) => [name, drawnField(op, name, world, habits, draw)]);
  const given = fields.filter(([, value]) => value !== undefined);
  return { op, task, ...Object.fromEntries(given) } as LinuxOperation; // has the fields of its call
}

function drawnOp(world: World, task: TaskNumber, { calls }: Habits, draw: Draw): LinuxCall {
  if (living(world.tasks).length >= MANY_TASKS) return draw.of(ENDING);
  if (callers(world).length <= FEW_CALLERS && draw.isOneIn(3)) return "clone";
  const op = draw.of(calls);
  if (draw.isOneIn(5)) return op;
  const files = find(world.tasks, task)?.files ?? [];
  if (FROM_FILES.includes(op) && files.length === 0) return draw.isOneIn(3) ? "socket" : "nsfile";
  if (FROM_HANDLES.includes(op) && world.handles.length === 0) return "handle";
  return op === "unbind" && files.length > 0 && draw.isOneIn(2) ? "bind" : op;
}

/** Calls that are mostly refused if there is no file, or no handle. */
const FROM_FILES: readonly LinuxCall[] = ["setns_file", "close", "sockns", "userns", "parent", "bind"];
const FROM_HANDLES: readonly LinuxCall[] = ["open", "setns_handle"];

type Field = (typeof LINUX_CALLS)[LinuxCall][number];

function drawnField(op: LinuxCall, field: Field, world: World, habits: Habits, draw: Draw): unknown {
  const { kinds, links, names } = habits;
  switch (field) {
    case "kinds":
      return several(kinds, draw.below(3), draw);
    case "flags":
      return draw.isOneIn(3) ? several(CLONE_FLAGS, 1 + draw.below(2), draw) : undefined;
    case "target":
      return taskIn(world, draw);
    case "id":
      return draw.of([0, 1000]);
    case "kind":
      return draw.of(links);
    case "file":
      return op === "setns_fd" ? draw.of(links) : `file${draw.of(names)}`;
    case "from":
      return `file${draw.of(names)}`;
    case "mount":
      return `mount${draw.of(names)}`;
    case "handle":
      return `handle${draw.of(names)}`;
    case "owner":
      return draw.isOneIn(3) ? draw.of([SELF, `handle${draw.of(names)}`]) : undefined;
    case "after":
      return draw.isOneIn(2) ? `handle${draw.of(names)}` : undefined;
    default:
      return unreachable(field);
  }
}

/** A task that exists, whatever its state, except one in twenty. */
function taskIn(world: World, draw: Draw): TaskNumber {
  return draw.isOneIn(20) ? taskNumber(99) : draw.of(living(world.tasks));
}

/** Draws a number of values, or fewer if one is drawn twice. */
function several<Value>(values: readonly Value[], count: number, draw: Draw): Value[] {
  return [...new Set(Array.from({ length: count }, () => draw.of(values)))];
}
