/** Each question gets another answer if Linux does something else: on steps and in worlds that are wrong in one thing. */
import { describe, expect, test } from "vitest";
import { linux } from "../../../models/linux/linux.ts";
import type { LinuxObservation, ObservedLinuxTask } from "../../../src/domains/linux/observation.ts";
import type { AnyLinuxOperation } from "../../../src/domains/linux/operations.ts";
import type { LinuxProperty, LinuxStep } from "../../../src/domains/linux/property.ts";
import type { LinuxScope } from "../../../src/domains/linux/scope.ts";
import { KINDS, type Kind } from "../../../src/model/kind.ts";
import { namespaceNumber, type TaskNumber, taskNumber } from "../../../src/model/numbers.ts";
import type { Finding } from "../../../src/model/property.ts";
import { askedOf } from "./asked.ts";

const SCOPE: LinuxScope = { tasks: 4, kinds: KINDS, handles: 1, files: 1, mounts: 1 };
const [ONE, TWO, THREE] = [taskNumber(1), taskNumber(2), taskNumber(3)];

/** The last step of some calls, which all succeed. */
function lastStep(...operations: readonly AnyLinuxOperation[]): LinuxStep {
  const world = linux.initial(SCOPE);
  let before = linux.observe(world, SCOPE);
  for (const [index, operation] of operations.entries()) {
    before = linux.observe(world, SCOPE);
    expect([index, linux.apply(world, operation, SCOPE)]).toEqual([index, "ok"]);
  }
  const operation = operations.at(-1);
  if (operation === undefined) throw new Error("a run has a last step");
  return { before, operation, outcome: "ok", after: linux.observe(world, SCOPE), changed: true };
}

/** The world with one task changed. */
function withTask(
  world: LinuxObservation,
  task: TaskNumber,
  changes: (row: ObservedLinuxTask) => Partial<ObservedLinuxTask>,
): LinuxObservation {
  const row = world.tasks.get(task);
  if (row === undefined) throw new Error(`task ${task} is gone`);
  return { ...world, tasks: new Map([...world.tasks, [task, { ...row, ...changes(row) }]]) };
}

/** What a property finds on a step, or in the world after it. */
function finding(property: unknown, step: LinuxStep): Finding {
  // A property of the domain, which the type of the catalogue does not say; none of these is on runs.
  const { form, check } = property as Exclude<LinuxProperty, { readonly form: "on runs" }>;
  const attempt = () => undefined;
  if (form === "on every step") return check(step, SCOPE, attempt);
  return form === "always" ? check(step.after, SCOPE, attempt) : check(step.after, SCOPE);
}

const clone = (task: TaskNumber, ...kinds: Kind[]) => ({ op: "clone", task, kinds }) as const;
const handle = { op: "handle", task: ONE, target: TWO, kind: "uts", handle: "handle1" } as const;

describe("never-leaves", () => {
  test.each(["pid", "user"] as const)("of %s, where a task goes up", (kind) => {
    const step = lastStep(clone(ONE, kind), clone(TWO));
    const up = step.before.tasks.get(ONE)?.links[kind];
    const after = withTask(step.after, TWO, ({ links }) => ({ links: { ...links, [kind]: up } }));
    expect(finding(askedOf("never-leaves", kind), { ...step, after })).toEqual({
      broken: `task 2 has left its ${kind} namespace`,
    });
    expect(finding(askedOf("never-leaves", kind), step)).toBe("no case");
  });

  test.each(["before", "after"] as const)(
    "a task has not left where %s the step its own namespace is not seen",
    (when) => {
      const step = lastStep(clone(ONE), { op: "unshare", task: TWO, kinds: ["pid"] });
      const links = step.after.tasks.get(TWO)?.links ?? {};
      const { pid: here = namespaceNumber(1), pid_for_children: made = here } = links;
      const seen = withTask(step[when], TWO, () => ({
        links: { pid_for_children: when === "before" ? here : made },
      }));
      expect(finding(askedOf("never-leaves", "pid"), { ...step, [when]: seen })).toBe(
        when === "before" ? "no case" : "holds",
      );
    },
  );
});

test("kill-reaches-descendants of pid, where an init dies alone", () => {
  const { after } = lastStep(clone(ONE, "pid"), clone(TWO));
  const property = askedOf("kill-reaches-descendants", "pid");
  const check = property.form === "always" ? property.check : undefined;
  const dieAlone = (_op: string, task: TaskNumber) => ({
    operation: { op: "exit", task },
    outcome: "ok" as const,
    after: withTask(after, task, () => ({ state: "zombie" })),
  });
  expect(check?.(after, SCOPE, dieAlone)).toEqual({
    broken: "tasks 2 and 3 are in one pid namespace, and no task's death kills all of them",
    call: { op: "exit", task: TWO },
  });
  expect(after.tasks.get(THREE)?.state).toBe("alive");
  const oneLives = withTask(after, THREE, () => ({ state: "zombie" }));
  expect(check?.(oneLives, SCOPE, dieAlone)).toBe("no case");
});

test("handle-keeps-nothing, where a handle keeps what nobody has", () => {
  const step = lastStep(clone(ONE, "uts"), handle);
  const after = { ...step.after, tasks: new Map([...step.after.tasks].filter(([task]) => task !== TWO)) };
  const property = askedOf("handle-keeps-nothing", "uts");
  const killed = { ...step, operation: { op: "kill", task: ONE, target: TWO }, after } as LinuxStep;
  expect(finding(property, killed)).toEqual({ broken: "a uts namespace lives that only a handle names" });
  expect(finding(property, { ...step, after })).toEqual({
    broken: "handle1 is taken, and something else has changed",
  });
  expect(finding(property, step)).toBe("holds");
});

test("handle-means-one-thing, where a number comes round again", () => {
  const step = lastStep(clone(ONE, "uts"), handle, { op: "kill", task: ONE, target: TWO }, clone(ONE, "uts"));
  const made = step.after.tasks.get(THREE)?.links.uts ?? namespaceNumber(1);
  const after = { ...step.after, handles: new Map([["handle1", made]]) };
  const property = askedOf("handle-means-one-thing", "uts");
  expect(finding(property, { ...step, after })).toEqual({
    broken: "handle1 names a uts namespace that it was not taken of",
  });
  expect(finding(property, step)).toBe("no case");
  // A call other than the one that took the handle, whatever it led to.
  const entering = { ...step, operation: { op: "setns_handle", task: ONE, handle: "handle1" } } as LinuxStep;
  expect(finding(property, entering)).toBe("no case");
});

test("handle-means-one-thing, where another handle than the one that is taken comes to name something", () => {
  const step = lastStep(clone(ONE, "uts"), handle);
  const [named = namespaceNumber(1)] = step.after.handles.values();
  const after = { ...step.after, handles: new Map([...step.after.handles, ["handle2", named]]) };
  expect(finding(askedOf("handle-means-one-thing", "uts"), { ...step, after })).toEqual({
    broken: "handle2 names a uts namespace that it was not taken of",
  });
});

test("handle-means-one-thing of pid, where a handle leads the children of a task alone", () => {
  const step = lastStep(
    clone(ONE, "pid"),
    { ...handle, kind: "pid" },
    { op: "setns_handle", task: ONE, handle: "handle1" },
  );
  expect(finding(askedOf("handle-means-one-thing", "pid"), step)).toBe("holds");
});

describe("names of what nobody is in", () => {
  const file = { op: "nsfile", task: ONE, target: TWO, kind: "net", file: "file1" } as const;
  const gone = { op: "kill", task: ONE, target: TWO } as const;
  const bind = { op: "bind", task: ONE, file: "file1", mount: "mount1" } as const;
  const close = { op: "close", task: ONE, file: "file1" } as const;
  const socket = { op: "socket", task: ONE, file: "file1" } as const;

  test.each<[string, AnyLinuxOperation[], string, string]>([
    ["a file", [clone(ONE, "net"), file, gone], "an open file keeps it", "named-by-file"],
    ["a mount", [clone(ONE, "net"), file, bind, close, gone], "a mount keeps it", "named-by-mount"],
  ])("%s", (_, operations, why, question) => {
    const step = lastStep(...operations);
    expect(finding(askedOf("nothing-leaks", "net"), step)).toEqual({
      broken: `a net namespace lives although nobody is in it: ${why}`,
    });
    const named = ["named-by-file", "named-by-mount", "named-by-handle"].filter(
      (one) => finding(askedOf(one, "net"), step) === "holds",
    );
    expect(named).toEqual([question]);
  });

  test("a handle does not keep it, and a socket is no name", () => {
    const step = lastStep(socket, { op: "unshare", task: ONE, kinds: ["net"] });
    expect(finding(askedOf("named-by-handle", "net"), step)).toBe("no case");
  });

  test.each([
    [true, "holds"],
    [false, "no case"],
  ])("by a handle alone only what can be opened by it: %s", (isActive, found) => {
    const step = lastStep(clone(ONE, "uts"), handle);
    const tasks = new Map([...step.after.tasks].filter(([task]) => task !== TWO));
    const namespaces = new Map(
      [...step.after.namespaces].map(([number, row]) => [number, { ...row, isActive }]),
    );
    const after = { ...step.after, tasks, namespaces };
    expect(finding(askedOf("named-by-handle", "uts"), { ...step, after })).toBe(found);
  });

  test("what stands in a namespace keeps that one, and is itself kept", () => {
    const step = lastStep(
      clone(ONE, "pid"),
      clone(TWO, "pid"),
      { ...file, target: THREE, kind: "pid" },
      gone,
      { op: "wait", task: ONE, target: TWO },
    );
    expect(finding(askedOf("nothing-leaks", "pid"), step)).toEqual({
      broken: "a pid namespace lives although nobody is in it: an open file keeps it",
    });
  });
});
