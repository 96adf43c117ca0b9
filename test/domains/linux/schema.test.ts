import fc from "fast-check";
import * as v from "valibot";
import { describe, expect, test } from "vitest";
import { linux } from "../../../models/linux/linux.ts";
import { LINUX_CALLS, type LinuxCall } from "../../../src/domains/linux/operations.ts";
import { flawOf, linuxExpectationEntries, linuxScopeSchema } from "../../../src/domains/linux/schema.ts";
import { eventSchemas } from "../../../src/history/schema.ts";
import { KINDS } from "../../../src/model/kind.ts";
import type { Model } from "../../../src/model/model.ts";
import { taskNumber } from "../../../src/model/numbers.ts";
import { object } from "../../../src/schema/pieces.ts";
import { linuxOperation } from "../../models/linux/arbitrary.ts";

const problem = (schema: v.GenericSchema, value: unknown): string | undefined => {
  const result = v.safeParse(schema, value);
  return result.success ? undefined : result.issues[0]?.message;
};
const schemas = eventSchemas(linux as unknown as Model);
/** A schema for the fields of a call; the rest of the event is valid. */
const fieldsOf = (op: LinuxCall) =>
  v.pipe(
    v.unknown(),
    v.transform((fields) => ({ op, task: 1, ...(fields as object), outcome: "ok" })),
    schemas.get(op) ?? v.never(),
  );

test("the fields of any operation are taken as they are", () => {
  fc.assert(
    fc.property(linuxOperation, ({ op, task: _task, ...fields }) => {
      expect(v.parse(fieldsOf(op), fields)).toEqual({ op, task: 1, ...fields, outcome: "ok" });
    }),
  );
});

test("a call may have come to any errno, and to nothing else", () => {
  const comesTo = (outcome: string) =>
    problem(schemas.get("unshare") ?? v.never(), { op: "unshare", task: 1, kinds: ["uts"], outcome });
  for (const outcome of ["ok", "EPERM", "EBUSY", "ENXIO", "EEXIST", "EINTR"])
    expect(comesTo(outcome)).toBe(undefined);
  expect(comesTo("EBUZY")).toBe('"EBUZY" is not an outcome: did you mean "EBUSY"?');
});

test.each(Object.keys(LINUX_CALLS) as LinuxCall[])("%s takes no field of another name", (op) => {
  const result = v.safeParse(fieldsOf(op), { nowhere: 1 });
  expect(result.issues?.map(({ message }) => message)).toContainEqual(
    expect.stringContaining(`no field "nowhere"`),
  );
});

describe("names", () => {
  test.each(["a", "a1", "abcdefghijklmno"])("%s is one", (name) => {
    expect(problem(fieldsOf("close"), { file: name })).toBeUndefined();
  });

  test.each(["", "1a", "A", "a-b", "é", "abcdefghijklmnop"])("%j is none", (name) => {
    expect(problem(fieldsOf("close"), { file: name })).toContain("1 to 15 characters of a-z and 0-9");
  });

  test("no handle is called self, and a file may be", () => {
    expect(problem(fieldsOf("setns_handle"), { handle: "self" })).toContain("no handle");
    expect(problem(fieldsOf("close"), { file: "self" })).toBeUndefined();
  });
});

test("a file of setns_fd is one of /proc/PID/ns", () => {
  expect(problem(fieldsOf("setns_fd"), { target: 1, file: "time_for_children" })).toBeUndefined();
  expect(problem(fieldsOf("setns_fd"), { target: 1, file: "utz" })).toContain("did you mean");
});

test("kinds and flags stand once each", () => {
  expect(problem(fieldsOf("unshare"), { kinds: ["uts", "uts"] })).toContain("twice");
  expect(problem(fieldsOf("clone"), { kinds: [], flags: ["vm", "vm"] })).toContain("twice");
});

test("an id is a whole number from 0", () => {
  expect(problem(fieldsOf("setuid"), { id: 0 })).toBeUndefined();
  expect(problem(fieldsOf("setuid"), { id: -1 })).toContain("from 0");
  expect(problem(fieldsOf("setuid"), { id: 2 ** 31 })).toContain("from 0");
});

test("an owner or after under which nothing was taken is a bad history", () => {
  const list = { op: "list", task: taskNumber(1), kinds: [] } as const;
  expect(flawOf({ ...list, owner: "self" }, new Set())).toBeUndefined();
  expect(flawOf({ ...list, owner: "a", after: "b" }, new Set(["a", "b"]))).toBeUndefined();
  expect(flawOf({ ...list, owner: "a" }, new Set(["b"]))).toMatchObject({ field: "owner" });
  expect(flawOf({ ...list, after: "b" }, new Set(["a"]))).toMatchObject({ field: "after" });
});

describe("a scope", () => {
  test("needs its kinds alone, and may have bounds of containers, which mean nothing", () => {
    expect(v.parse(linuxScopeSchema, { kinds: [...KINDS] })).toMatchObject({ kinds: KINDS });
    const written = { tasks: 3, containers: 2, kinds: [...KINDS], names: ["a"], images: 1 };
    expect(v.parse(linuxScopeSchema, written)).toEqual({ tasks: 3, kinds: KINDS });
  });

  test("names a version of the kernel", () => {
    expect(problem(linuxScopeSchema, { kinds: [], kernel: "6.19.10" })).toBeUndefined();
    expect(problem(linuxScopeSchema, { kinds: [], kernel: "six" })).toContain("6.18");
  });
});

describe("an expectation", () => {
  const expectation = object(linuxExpectationEntries);

  test("may say all there is to say", () => {
    const written = {
      alive: [1],
      zombie: [2],
      dying: [3],
      owner: [["uts", 1, 1]],
      same: [["pid_for_children", 1, 2]],
      different: [["user", 1, 2]],
      opens: ["a"],
      stale: ["b"],
      names: [["net", 1, "a"]],
      listed: [["net", 1], ["a"]],
      unlisted: [["b"]],
    };
    expect(v.parse(expectation, written)).toEqual(written);
    expect(v.parse(expectation, { parent: { "3": 1, "4": 0 } })).toEqual({
      parent: new Map([
        [3, 1],
        [4, 0],
      ]),
    });
  });

  test.each([
    [{ parent: { "03": 1 } }, "not a task's number"],
    [{ parent: { "3": -1 } }, "neither a task's number nor 0"],
    [{ listed: [["net"], ["uts", 1]] }, undefined],
    [{ listed: [["net", 1, 2]] }, "neither"],
    [{ same: [["net", 1, 2, 3]] }, "comparison"],
    [{ tasks: {} }, "no field"],
  ])("%j", (written, message) => {
    const found = problem(expectation, written);
    if (message === undefined) expect(found).toBeUndefined();
    else expect(found).toContain(message);
  });
});
