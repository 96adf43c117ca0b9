import { expect, test } from "vitest";
import { picture, summary } from "../../../src/domains/linux/picture.ts";
import { observationOf } from "../../../src/history/history.ts";
import { taskNumber } from "../../../src/model/numbers.ts";
import { played } from "./played.ts";

const one = taskNumber(1);
const two = taskNumber(2);

test("tasks stand under each other with their namespaces, and what they name below", () => {
  const world = observationOf(
    played(
      { op: "clone", task: one, kinds: ["pid", "user"] },
      { op: "handle", task: one, target: two, kind: "pid", handle: "a" },
      { op: "nsfile", task: one, target: two, kind: "user", file: "f" },
      { op: "bind", task: one, file: "f", mount: "m" },
      { op: "socket", task: one, file: "s" },
      { op: "clone", task: one, kinds: [] },
      { op: "exit", task: two },
    ),
  );
  expect(picture(world)).toMatchInlineSnapshot(`
    "task  state   parent   uid  capable  mnt  uts  ipc  net  pid  user  cgroup  time  pid→  time→
    1     alive   outside  0    yes      8    2    1    7    4    3     5       6     4     6
    2     zombie  1        0    yes      -    -    -    -    10   9     -       -     -     -
    3     alive   1        0    yes      8    2    1    7    4    3     5       6     4     6
    user 9 is in user 3.
    pid 10 is in pid 4, owned by user 9.
    handle a names pid 10.
    task 1 has f (user 9) and s (a socket in net 7).
    task 3 has f (user 9) and s (a socket in net 7).
    mnt 8 has m (user 9)."
  `);
  expect(summary(world)).toBe("2 tasks, 1 zombie, 10 namespaces");
});
