/** Designs, each broken in one place, and histories in which that shows. */
import { NestedRules, nested, nestedCalls, type World } from "../../models/nested.ts";
import type { ContainerModel } from "../../src/domains/containers/container-model.ts";
import { defineModel } from "../../src/domains/containers/define-model.ts";
import type { ContainerOperation } from "../../src/domains/containers/operation.ts";
import type { ContainerScope } from "../../src/domains/containers/scope.ts";
import { type ContainerNumber, ROOT, type TaskNumber, taskNumber } from "../../src/model/numbers.ts";
import type { Outcome } from "../../src/model/outcome.ts";
import { at, find, living, release } from "../../src/world/table.ts";

/** A design that is wrong. */
export interface ModelMutant {
  readonly name: string;
  readonly design: ContainerModel;
  readonly mutant: ContainerModel;
}

/** An operation has the outcome that it should, but changes nothing. */
export function withoutEffect(design: ContainerModel, op: string): ModelMutant {
  const apply: ContainerModel["apply"] = (world, operation, scope) =>
    design.apply(operation.op === op ? structuredClone(world) : world, operation, scope);
  return { name: `${design.name}: ${op} without its effect`, design, mutant: { ...design, apply } };
}

/** An operation is refused with another errno, except for `ESRCH`; `exit`, which is not refused otherwise, is refused. */
export function withOtherErrno(design: ContainerModel, op: string): ModelMutant {
  const apply: ContainerModel["apply"] = (world, operation, scope) => {
    if (operation.op !== op) return design.apply(world, operation, scope);
    const outcome = design.apply(op === "exit" ? structuredClone(world) : world, operation, scope);
    if (outcome === "ESRCH" || (outcome === "ok" && op !== "exit")) return outcome;
    return outcome === "EBUSY" ? "ENOENT" : "EBUSY";
  };
  return { name: `${design.name}: ${op} with another errno`, design, mutant: { ...design, apply } };
}

/** The rules of `nested` with one of them replaced, named by what is then wrong. */
const BROKEN_RULES: Readonly<Record<string, NestedRules>> = {
  "a fork that ends up in the root": new (class extends NestedRules {
    override addTaskLike(world: World, task: TaskNumber): TaskNumber {
      const child = super.addTaskLike(world, task);
      const root = at(world.containers, ROOT).nsproxy;
      if (root !== null) at(world.tasks, child).nsproxy = root;
      return child;
    }
  })(),
  "unshare without a new namespace": new (class extends NestedRules {
    override unshared(world: World, task: TaskNumber) {
      return { ...this.namespacesOf(world, task) };
    }
  })(),
  "unshare of every kind": new (class extends NestedRules {
    override unshared(world: World, task: TaskNumber) {
      return super.unshared(world, task, ["uts", "ipc"]);
    }
  })(),
  "unshare beside the own container": new (class extends NestedRules {
    override parentOfNew(world: World, task: TaskNumber): ContainerNumber {
      const own = this.ownContainer(world, task);
      return at(world.containers, own).parent ?? own;
    }
  })(),
  "unshare that counts from 0": new (class extends NestedRules {
    override nameOfNew(): string {
      return "unnamed0";
    }
  })(),
  "kill of those directly in a container alone": new (class extends NestedRules {
    override isIn(world: World, task: TaskNumber, container: ContainerNumber): boolean {
      return this.ownContainer(world, task) === container;
    }
  })(),
  "kill by task 2 that kills nobody": new (class extends NestedRules {
    override kill(world: World, call: Parameters<NestedRules["kill"]>[1]): Outcome {
      return call.task === taskNumber(2) ? "ok" : super.kill(world, call);
    }
  })(),
  "kill that takes the caller too": new (class extends NestedRules {
    override kill(world: World, call: Parameters<NestedRules["kill"]>[1]): Outcome {
      const outcome = super.kill(world, call);
      if (outcome === "ok" && find(world.tasks, call.task)) release(world.tasks, call.task);
      return outcome;
    }
  })(),
  "rename of the container above": new (class extends NestedRules {
    override rename(world: World, call: Parameters<NestedRules["rename"]>[1]): Outcome {
      const container = this.resolve(world, call.task, call.path);
      const outcome = super.rename(world, call);
      if (outcome === "ok" && container !== undefined) {
        const row = at(world.containers, container);
        const parent = row.parent === null ? undefined : at(world.containers, row.parent);
        if (parent !== undefined && parent.parent !== null) parent.name = row.name;
      }
      return outcome;
    }
  })(),
  "exit of the next task": new (class extends NestedRules {
    override exit(world: World, { task }: Parameters<NestedRules["exit"]>[1]): Outcome {
      const next = living(world.tasks).find((other) => other > task) ?? task;
      release(world.tasks, next);
      return "ok";
    }
  })(),
  "an empty container that can be entered": new (class extends NestedRules {
    override enter(
      world: World,
      call: Parameters<NestedRules["enter"]>[1],
      container: ContainerNumber,
    ): Outcome {
      const outcome = super.enter(world, call, container);
      return outcome === "ENXIO" ? "ok" : outcome;
    }
  })(),
  "a container that stays": new (class extends NestedRules {
    override isEmpty(): boolean {
      return false;
    }
  })(),
};

export const brokenRules: readonly ModelMutant[] = Object.entries(BROKEN_RULES).map(([name, rules]) => ({
  name: `nested: ${name}`,
  design: nested,
  mutant: defineModel(rules, { ...nested, calls: nestedCalls }),
}));

const WALKS = 400;
const STEPS = 24;

/** Histories of a design in which a mutant behaves differently, each cut after the first such event. */
export function tellingHistories(
  { design, mutant }: ModelMutant,
  scope: ContainerScope,
  most: number,
): ContainerOperation[][] {
  const found: ContainerOperation[][] = [];
  for (let seed = 1; seed <= WALKS && found.length < most; seed++) {
    const operations = walk(design, scope, seed);
    const index = firstDifference(design, mutant, scope, operations);
    if (index !== undefined) found.push(operations.slice(0, index + 1));
  }
  return found;
}

/** The index of the first event in which the outcome or the visible world differs; images are not visible. */
function firstDifference(
  design: ContainerModel,
  mutant: ContainerModel,
  scope: ContainerScope,
  operations: readonly ContainerOperation[],
): number | undefined {
  const [right, wrong] = [design.initial(scope), mutant.initial(scope)];
  const index = operations.findIndex((operation) => {
    const outcome = design.apply(right, operation, scope);
    return (
      outcome !== mutant.apply(wrong, operation, scope) ||
      seen(design, right, scope) !== seen(mutant, wrong, scope)
    );
  });
  return index === -1 ? undefined : index;
}

function seen(model: ContainerModel, world: object, scope: ContainerScope): string {
  const observed = model.observe(world, scope);
  const tasks = [...observed.tasks].map(([task, { container, namespaces }]) => [
    task,
    observed.rootPath(container),
    namespaces,
  ]);
  return JSON.stringify([tasks, [...observed.containers.keys()].map((one) => observed.rootPath(one)).sort()]);
}

/** A random history; all operations but `exit` are equally likely, and some are hostile. */
function walk(model: ContainerModel, scope: ContainerScope, seed: number): ContainerOperation[] {
  const random = randomFrom(seed);
  const pick = <Item>(items: readonly Item[]): Item | undefined => items[Math.floor(random() * items.length)];
  const world = model.initial(scope);
  const operations: ContainerOperation[] = [];
  for (let step = 0; step < STEPS; step++) {
    const task = pick([...model.callers(world)]);
    if (task === undefined) break;
    const sensible = [...model.operations(world, task, scope)];
    // `exit` is rarer, so that some task is left.
    const op = pick(Object.keys(model.calls).filter((name) => name !== "exit" || random() < 0.3));
    const plain = pick(sensible.filter((operation) => operation.op === op));
    if (plain === undefined) continue;
    const operation = random() < (plain["image"] === undefined ? 0.15 : 0.5) ? hostile(plain) : plain;
    if (operation.op === "restart") continue;
    operations.push(operation);
    model.apply(world, operation, scope);
  }
  return operations;
}

function hostile(operation: ContainerOperation): ContainerOperation {
  if (operation.image !== undefined) return { ...operation, image: "another" };
  if (operation.name !== undefined) return { ...operation, name: "" };
  if (operation.path !== undefined) return { ...operation, path: "/nowhere" };
  return operation.kinds === undefined ? operation : { ...operation, kinds: [] };
}

/** Pseudorandom numbers, at least 0 and below 1, determined by the seed. */
function randomFrom(seed: number): () => number {
  let state = seed * 2_654_435_761;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}
