import fc from "fast-check";
import { produce } from "immer";
import { expect, test } from "vitest";
import { carryOut } from "../../../models/linux/carry-out.ts";
import { apply } from "../../../models/linux/linux.ts";
import { observe } from "../../../models/linux/observe.ts";
import { REFUSALS_OF } from "../../../models/linux/refusals.ts";
import { initialWorld, type World } from "../../../models/linux/world.ts";
import type { LinuxOutcome } from "../../../src/domains/linux/errnos.ts";
import type { LinuxOperation } from "../../../src/domains/linux/operations.ts";
import type { LinuxScope } from "../../../src/domains/linux/scope.ts";
import { operationsFrom } from "../../../src/domains/linux/shorthand.ts";
import { KINDS } from "../../../src/model/kind.ts";
import { taskNumber } from "../../../src/model/numbers.ts";
import { at, find, living } from "../../../src/world/table.ts";
import { timesOf } from "../../quick/quick.ts";
import { linuxOperations, linuxScope } from "./arbitrary.ts";

/** Asks something of every event of random histories. */
function onEveryEvent(
  ask: (event: {
    operation: LinuxOperation;
    outcome: LinuxOutcome;
    before: World;
    after: World;
    scope: LinuxScope;
  }) => void,
): void {
  fc.assert(
    fc.property(linuxScope, linuxOperations, (scope, operations) => {
      let before = initialWorld(scope);
      for (const operation of operations) {
        const after = structuredClone(before);
        const outcome = apply(after, operation, scope);
        ask({ operation, outcome, before, after, scope });
        before = after;
      }
    }),
    { numRuns: timesOf(300) },
  );
}

test("a refusal changes nothing, but that of a map that is half done", () => {
  onEveryEvent(({ operation, outcome, before, after }) => {
    if (outcome !== "ok" && operation.op !== "map") expect(after).toEqual(before);
  });
});

test("a map that is refused maps uids at most", () => {
  onEveryEvent(({ operation, outcome, before, after }) => {
    if (outcome === "ok" || operation.op !== "map") return;
    const rows = after.namespaces.map((row, number) =>
      row !== null && row.maps === "uids" ? { ...row, maps: before.namespaces[number]?.maps } : row,
    );
    expect({ ...after, namespaces: rows }).toEqual(before);
  });
});

test("what refuses a call is among what can refuse it", () => {
  onEveryEvent(({ operation, before, scope }) => {
    const result = carryOut(structuredClone(before), operation, scope);
    if (result !== "ok" && result !== "no caller") expect(REFUSALS_OF[operation.op]).toContain(result);
  });
});

test("under Immer the same comes out, in worlds that are written alike", () => {
  onEveryEvent(({ operation, outcome, before, after, scope }) => {
    let other: LinuxOutcome = "ok";
    const world = produce(before, (draft) => {
      other = apply(draft, operation, scope);
    });
    expect(other).toBe(outcome);
    expect(JSON.stringify(world)).toBe(JSON.stringify(after));
  });
});

test("worlds share nothing with each other, and what stands in one stands there once", () => {
  const known = new WeakSet<object>();
  const add = (part: unknown): void => {
    if (typeof part !== "object" || part === null) return;
    expect(known.has(part)).toBe(false);
    known.add(part);
    Object.values(part).forEach(add);
  };
  const scope: LinuxScope = { tasks: 4, kinds: KINDS };
  for (const history of ["clone 1 pid; clone 2 -; exit 3; exit 2", "clone 1 -; exit 2; vfork 1 mnt"]) {
    const world = initialWorld(scope);
    for (const operation of operationsFrom(history)) expect(apply(world, operation, scope)).toBe("ok");
    add(world);
  }
});

test("whoever has died has links of its pid and its user namespace alone", () => {
  const scope: LinuxScope = { tasks: 4, kinds: KINDS };
  const world = initialWorld(scope);
  for (const operation of operationsFrom("clone 1 -; exit 2")) apply(world, operation, scope);
  const links = observe(world, scope).tasks.get(taskNumber(2))?.links ?? {};
  expect(Object.keys(links).sort()).toEqual(["pid", "user"]);
});

test("a pid namespace is closed and its init alone in it, once that has died", () => {
  onEveryEvent(({ after: { tasks, namespaces } }) => {
    for (const pid of living(namespaces)) {
      const { init, takes, kind, origin } = at(namespaces, pid);
      if (kind !== "pid" || origin === "initial" || takes === "init") continue;
      const members = living(tasks).filter((task) => at(tasks, task).pid === pid);
      const isDead = init === null || at(tasks, init).state !== "alive";
      expect(takes).toBe(isDead ? "nobody" : "tasks");
      if (!isDead) continue;
      expect(members.filter((task) => at(tasks, task).state === "alive")).toEqual([]);
      if (init === null || at(tasks, init).state === "zombie")
        expect(members.filter((task) => task !== init)).toEqual([]);
    }
  });
});

test("a zombie has a parent that is alive, and every other task one that is there, or none", () => {
  onEveryEvent(({ after: { tasks } }) => {
    for (const number of living(tasks)) {
      const { state, parent } = at(tasks, number);
      if (parent !== null) expect(find(tasks, parent)).toBeDefined();
      if (state === "zombie") expect(parent !== null && at(tasks, parent).state).toBe("alive");
    }
  });
});

test("a parent is in the pid namespace of its child or around it", () => {
  onEveryEvent(({ after, scope }) => {
    const { tasks, namespaces } = observe(after, scope);
    for (const { parent, links } of tasks.values()) {
      const row = [...tasks].find(([number]) => number === parent)?.[1];
      let pid = links.pid ?? null;
      while (row !== undefined && pid !== null && pid !== row.links.pid)
        pid = namespaces.get(pid)?.parent ?? null;
      expect(pid).not.toBeNull();
    }
  });
});

test("what is active exists, and what exists has its owners and pid namespaces around it", () => {
  onEveryEvent(({ after, scope }) => {
    const { namespaces, tasks } = observe(after, scope);
    for (const { owner, parent } of namespaces.values())
      for (const around of [owner, parent]) if (around !== null) expect(namespaces.has(around)).toBe(true);
    for (const { links } of tasks.values())
      for (const namespace of Object.values(links)) expect(namespaces.get(namespace)?.isActive).toBe(true);
  });
});

test("handles change nothing of what tasks and namespaces do", () => {
  onEveryEvent(({ operation, before, after, scope }) => {
    const names = ["handle", "open", "setns_handle", "list"];
    if (names.includes(operation.op)) return;
    const without: World = structuredClone({ ...before, handles: [] });
    apply(without, operation, scope);
    expect(without.tasks.map((task) => task && [task.state, task.parent])).toEqual(
      after.tasks.map((task) => task && [task.state, task.parent]),
    );
  });
});
