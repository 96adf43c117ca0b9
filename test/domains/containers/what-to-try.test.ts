import { expect, test } from "vitest";
import { kindSets, whatToTry } from "../../../src/domains/containers/what-to-try.ts";
import { FIRST_TASK, type TaskNumber, taskNumber } from "../../../src/model/numbers.ts";
import type { Operation } from "../../../src/model/operation.ts";

const scope = { tasks: 2, containers: 2, kinds: ["uts", "net"] as const, names: ["a", "b"], images: 2 };

const short = ({ op, task, ...fields }: Operation) =>
  [op, task, ...Object.values(fields).map(String)].join(" ");

/** Fails: if no call names a task, nothing may ask which tasks are alive. */
const noTasks = (): readonly TaskNumber[] => {
  throw new Error("the live tasks are asked for");
};

const tried = (design: Parameters<typeof whatToTry>[0], paths: readonly string[], tasks = noTasks) =>
  whatToTry(design, scope, FIRST_TASK, paths, tasks).map(short);

test("the calls of the proposal come in the order of the text", () => {
  const calls = {
    restart: ["image", "name"],
    checkpoint: ["path", "image"],
    kill: ["path"],
    rename: ["path", "name"],
    setns: ["path"],
    exit: [],
    unshare: ["kinds"],
    fork: [],
  } as const;
  expect(tried({ calls }, ["/", "/x"])).toEqual([
    "fork 1",
    "exit 1",
    "unshare 1 uts",
    "unshare 1 net",
    "unshare 1 uts,net",
    "setns 1 /",
    "kill 1 /",
    "rename 1 / a",
    "rename 1 / b",
    "checkpoint 1 / image1",
    "checkpoint 1 / image2",
    "setns 1 /x",
    "kill 1 /x",
    "rename 1 /x a",
    "rename 1 /x b",
    "checkpoint 1 /x image1",
    "checkpoint 1 /x image2",
    "restart 1 image1 a",
    "restart 1 image1 b",
    "restart 1 image2 a",
    "restart 1 image2 b",
  ]);
  expect(whatToTry({ calls: { fork: [] } }, scope, taskNumber(2), ["/"], noTasks).map(short)).toEqual([
    "fork 2",
  ]);
});

test("calls of other designs have their places: refine after unshare, remove and rmdir last, setns with kinds", () => {
  const calls = {
    unshare: ["kinds"],
    refine: ["kinds"],
    setns: ["path", "kinds"],
    checkpoint: ["path", "image"],
    remove: ["path"],
  } as const;
  const narrow = { ...scope, images: 1 };
  expect(whatToTry({ calls }, narrow, FIRST_TASK, ["/"], noTasks).map(short)).toEqual([
    "unshare 1 uts",
    "refine 1 uts",
    "unshare 1 net",
    "refine 1 net",
    "unshare 1 uts,net",
    "refine 1 uts,net",
    "setns 1 / uts",
    "setns 1 / net",
    "setns 1 / uts,net",
    "checkpoint 1 / image1",
    "remove 1 /",
  ]);
});

test("a design's own calls come last, each with every value that its fields can have", () => {
  const calls = {
    leave: [],
    seal: ["path", "mode"],
    join: ["other"],
    restart: ["image", "name"],
    mask: ["bits"],
  };
  const fields = {
    mode: { is: "one of", values: ["soft", "hard"], isOptional: true },
    other: { is: "task" },
    bits: { is: "some of", values: ["x", "y"] },
  } as const;
  const living = () => [FIRST_TASK, taskNumber(2)];
  expect(tried({ calls, fields }, ["/", "/x"], living)).toEqual([
    ...["image1 a", "image1 b", "image2 a", "image2 b"].map((given) => `restart 1 ${given}`),
    "leave 1",
    ...["/", "/ soft", "/ hard", "/x", "/x soft", "/x hard"].map((given) => `seal 1 ${given}`),
    "join 1 1",
    "join 1 2",
    ...["x", "y", "x,y"].map((given) => `mask 1 ${given}`),
  ]);
});

test("sets of kinds count up as binary numbers, the first kind the lowest bit", () => {
  expect(kindSets({ ...scope, kinds: ["net", "uts", "ipc"] })).toEqual([
    ["net"],
    ["uts"],
    ["net", "uts"],
    ["ipc"],
    ["net", "ipc"],
    ["uts", "ipc"],
    ["net", "uts", "ipc"],
  ]);
});
