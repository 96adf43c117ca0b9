import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { HandleRules, type HandleWorld, handle, handleDesign } from "../../models/handle.ts";
import { nested } from "../../models/nested.ts";
import type { ContainerModel } from "../../src/domains/containers/container-model.ts";
import { defineModel } from "../../src/domains/containers/define-model.ts";
import { sumOfCalls } from "../../src/engine/call-counts.ts";
import { search } from "../../src/engine/search.ts";
import { type NsproxyNumber, ROOT, type TaskNumber } from "../../src/model/numbers.ts";
import type { Operation } from "../../src/model/operation.ts";
import { at } from "../../src/world/table.ts";
import { anyRun } from "../arbitrary.ts";
import { CONTAINER_POINT_PROPERTIES } from "../container-models.ts";
import { checkpoint, exit, fork, kill, rename, setns, unshare } from "../properties/calls.ts";
import { scopeOf } from "../properties/check.ts";
import { COMPARISONS, timesOf } from "../quick/quick.ts";
import { enterHandle, outcome, run, share, take } from "./run.ts";

describe("take", () => {
  const before: Operation[] = [fork(1), unshare(1), unshare(1)];
  test.each([
    ["ESRCH: no such task", [...before, take(3, "/")]],
    ["ENOENT: no such container", [...before, take(2, "/x", "handle9")]],
    ["ENXIO: nothing to name", [...before, take(2, "/unnamed1", "handle9")]],
    ["ENOSPC: no such handle in the scope", [take(1, "/", "handle3")]],
    ["ok: one's own container", [take(1, "/")]],
    ["ok: once more", [take(1, "/"), take(1, "/")]],
    ["ok: in place of another", [...before, take(2, "/"), take(2, "/unnamed1/unnamed1")]],
  ])("%s", (name, operations) => {
    expect(outcome(handle, operations)).toBe(name.split(":")[0]);
  });

  test("handles are shown in the order of the scope, and a handle names what it was taken of last", () => {
    const { observation } = run(handle, [take(1, "/", "handle2"), unshare(1), take(1, "/")]);
    expect([...(observation.handles ?? [])]).toEqual([
      ["handle1", 2],
      ["handle2", null],
    ]);
  });
});

describe("enter", () => {
  const inside: Operation[] = [fork(1), fork(1), unshare(1), take(2, "/unnamed1")];
  test.each([
    ["ESRCH: no such task", [take(1, "/"), enterHandle(2)]],
    ["EINVAL: nothing was taken", [enterHandle(1)]],
    ["EINVAL: no such handle in the scope", [enterHandle(1, "handle9")]],
    ["ESTALE: the nsproxy is gone", [...inside, unshare(1), enterHandle(2)]],
    ["ESTALE: so it is with the container", [...inside, kill(2, "/unnamed1"), enterHandle(2)]],
    ["ESTALE: not in view", [fork(1), take(1, "/"), unshare(1), enterHandle(1)]],
    ["ok: below", [...inside, enterHandle(2)]],
    ["ok: one's own", [take(1, "/"), enterHandle(1)]],
  ])("%s", (name, operations) => {
    expect(outcome(handle, operations)).toBe(name.split(":")[0]);
  });

  test("a handle is stale when its own nsproxy goes, and no other", () => {
    const both = [...inside, take(2, "/", "handle2"), kill(2, "/unnamed1")];
    expect(run(handle, both).observation.handles).toEqual(
      new Map([
        ["handle1", null],
        ["handle2", 1],
      ]),
    );
  });

  test("the task has the nsproxy that the handle was taken of", () => {
    const entered = run(handle, [...inside, enterHandle(2)]);
    expect([entered.tasks[2], share(entered, "uts", 1, 2)]).toEqual(["/unnamed1", true]);
  });

  test("a name may change, and the handle names what it named", () => {
    expect(outcome(handle, [...inside, rename(2, "/unnamed1", "a"), enterHandle(2)])).toBe("ok");
  });

  test("what is stale stays so when its number comes round again", () => {
    const { observation, outcomes } = run(handle, [take(1, "/"), unshare(1), unshare(1), enterHandle(1)]);
    expect([...observation.nsproxies.keys()]).toEqual([1]);
    expect(outcomes.at(-1)).toBe("ESTALE");
  });
});

test("no image holds a handle, and none goes with one", () => {
  const { observation } = run(handle, [
    fork(1),
    unshare(1),
    take(2, "/unnamed1"),
    checkpoint(2, "/unnamed1"),
  ]);
  const { observation: without } = run(nested, [fork(1), unshare(1), checkpoint(2, "/unnamed1")]);
  expect(observation.images).toEqual(without.images);
});

/** The same call without handles: entering by a handle becomes entering by the path of what it names. */
function withoutHandles(world: HandleWorld, operation: Operation): Operation | undefined {
  if (operation.op === "take") return undefined;
  if (operation.op !== "enter") return operation;
  const scope = scopeOf();
  const { tasks, handles, nsproxies, path } = handle.observe(world, scope);
  const named = nsproxies.get(handles?.get(String(operation["handle"])) ?? (0 as NsproxyNumber)); // no nsproxy has number 0
  return named && tasks.has(operation.task)
    ? setns(operation.task, path(operation.task, named.container) ?? "/x")
    : undefined;
}

test("but for its own calls it does what nested does, whatever handles there are", () => {
  fc.assert(
    fc.property(anyRun(handle), ({ scope, operations }) => {
      const [world, bare] = [handle.initial(scope) as HandleWorld, nested.initial(scope)];
      for (const operation of operations) {
        const likewise = withoutHandles(world, operation);
        const said = handle.apply(world, operation as Parameters<typeof handle.apply>[1], scope);
        if (likewise !== undefined && (likewise.op === operation.op || said === "ok"))
          expect(nested.apply(bare, likewise as Parameters<typeof nested.apply>[1], scope)).toBe(said);
        const { handles: _, ...rest } = world;
        expect(rest).toEqual(bare);
      }
    }),
    { numRuns: timesOf(60) },
  );
});

describe("the numbers of an independent search", () => {
  const scopes = [
    [scopeOf({ handles: 1, names: [] }), 671],
    [scopeOf({ handles: 1, tasks: 2 }), 283],
    [scopeOf({ handles: 2, tasks: 2 }), 975],
    [scopeOf(), 902],
  ] as const;

  test.each(scopes)("%o: %i worlds", (scope, worlds) => {
    expect(search(handle, [], scope).worlds).toBe(worlds);
  });

  test("3497 worlds, calls that succeed, and those that are refused", () => {
    const { worlds, calls } = search(handle, [], scopeOf({ handles: 1 }));
    const { ok, refused } = sumOfCalls(calls);
    const refusals = Object.values(refused).reduce((sum, times) => sum + times, 0);
    expect([worlds, ok, refusals]).toEqual([3497, 49_815, 36_873]);
  });
});

/** A variant of the design's rules. */
const variant = (rules: HandleRules): ContainerModel => defineModel(rules, handleDesign);

/** Every task sees everything. */
class WithoutViewRules extends HandleRules {
  override isSeen(): boolean {
    return true;
  }
}

/** Since 6.19.10 only a task in the root sees everything, and any other its own nsproxy (docs/models/handle.md). */
class SeenByRootRules extends HandleRules {
  override isSeen(world: HandleWorld, task: TaskNumber, nsproxy: NsproxyNumber): boolean {
    return this.ownContainer(world, task) === ROOT || at(world.tasks, task).nsproxy === nsproxy;
  }
}

/** The properties of worlds and of steps that are broken, and in how many events. @param depth how deep to search; the whole scope if absent */
function broken(model: ContainerModel, depth?: number): Record<string, number | undefined> {
  const { verdicts } = search(model, CONTAINER_POINT_PROPERTIES, scopeOf({ handles: 1 }), {
    symmetry: true,
    comparisons: COMPARISONS,
    ...(depth !== undefined && { depth }),
  });
  const found = verdicts.filter(({ verdict }) => verdict === "broken");
  return Object.fromEntries(found.map(({ property, history }) => [property, history?.length]));
}

// verdicts.test.ts has what is broken if a namespace is seen from above, as in 6.18.
describe("who sees what a handle names", () => {
  test("only the root, as since 6.19.10: the same is broken as from above", () => {
    expect(broken(variant(new SeenByRootRules()))).toEqual({ "always-enterable": 3, "handle-enters": 2 });
  });

  test("everyone: then a handle leads out of every container", () => {
    expect(broken(variant(new WithoutViewRules()), 5)).toMatchObject({
      "view-is-closed": 4,
      "never-leaves": 4,
      "container-outlives-nsproxy": 5,
    });
  });
});

test("the last task takes all with it, handles and all", () => {
  const { observation } = run(handle, [take(1, "/"), exit(1)]);
  expect([observation.nsproxies.size, observation.handles?.get("handle1")]).toEqual([0, null]);
});
