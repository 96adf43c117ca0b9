import { expect, test } from "vitest";
import { linux } from "../../../models/linux/linux.ts";
import { nested } from "../../../models/nested.ts";
import type { ContainerScope } from "../../../src/domains/containers/scope.ts";
import type { LinuxScope } from "../../../src/domains/linux/scope.ts";
import { carryOut } from "../../../src/engine/carry-out.ts";
import { classesIn } from "../../../src/engine/suite/classes.ts";
import type { Model } from "../../../src/model/model.ts";
import { FIRST_TASK, taskNumber } from "../../../src/model/numbers.ts";
import type { Operation } from "../../../src/model/operation.ts";

const SCOPE: ContainerScope = {
  tasks: 2,
  containers: 3,
  kinds: ["uts", "net"],
  names: ["a"],
  images: 1,
};
const PIDS: LinuxScope = {
  tasks: 2,
  kinds: ["pid", "uts"],
  pidLevels: 1,
  userLevels: 1,
  handles: 0,
  files: 1,
  mounts: 0,
};
const second = taskNumber(2);

/** The classes of a call after others. */
function classesAfter(model: Model, scope: object, calls: readonly Operation[], call: Operation) {
  const world = model.initial(scope);
  for (const one of calls) expect(carryOut(model, world, one, scope)).toBe("ok");
  return classesIn(model, scope, world)(call);
}

test.each<[Operation, readonly string[]]>([
  [{ op: "fork", task: FIRST_TASK }, []],
  [{ op: "kill", task: FIRST_TASK, path: "/" }, ["path is the caller's own"]],
  [{ op: "kill", task: FIRST_TASK, path: "/a" }, []],
  [{ op: "kill", task: FIRST_TASK, path: "/a/b" }, ["path goes down more than one level"]],
  [{ op: "rename", task: FIRST_TASK, path: "/a", name: "b" }, ['name is "b"']],
  [{ op: "unshare", task: FIRST_TASK, kinds: [] }, ["kinds names none"]],
  [{ op: "unshare", task: FIRST_TASK, kinds: ["net"] }, ["kinds has net"]],
  [
    { op: "unshare", task: FIRST_TASK, kinds: ["net", "uts"] },
    ["kinds has net", "kinds has uts", "kinds names several"],
  ],
  [{ op: "restart", task: FIRST_TASK, image: 1 }, ["image is 1"]],
])("%j of nested", (call, classes) => {
  expect(classesAfter(nested, SCOPE, [], call)).toEqual(classes);
  const below = [{ op: "unshare", task: FIRST_TASK, kinds: ["uts"] }];
  expect(classesAfter(nested, SCOPE, below, call)).toEqual([...classes, "the caller is below the top"]);
});

test.each<[Operation, readonly string[]]>([
  [{ op: "kill", task: FIRST_TASK, target: FIRST_TASK }, ["target is the caller"]],
  [{ op: "kill", task: FIRST_TASK, target: second }, []],
  [{ op: "kill", task: second, target: FIRST_TASK }, []],
  [{ op: "clone", task: FIRST_TASK, kinds: ["uts"] }, ["kinds has uts"]],
  // Giving an optional field is a class of its own.
  [
    { op: "clone", task: FIRST_TASK, kinds: [], flags: ["parent"] },
    ["kinds names none", "flags is given", "flags has parent"],
  ],
])("%j of linux", (call, classes) => {
  // Shared code takes a design of any domain.
  const model = linux as unknown as Model;
  expect(classesAfter(model, PIDS, [{ op: "clone", task: FIRST_TASK, kinds: [] }], call)).toEqual(classes);
});
