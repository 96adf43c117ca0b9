import { expect, test } from "vitest";
import { operationsFrom } from "../../../src/domains/linux/shorthand.ts";

test("reads calls with their fields in order", () => {
  expect(operationsFrom("clone 1 pid,mnt fs,vm; unshare 2 -; setns_fd 2 1 net; open 1 h f")).toEqual([
    { op: "clone", task: 1, kinds: ["pid", "mnt"], flags: ["fs", "vm"] },
    { op: "unshare", task: 2, kinds: [] },
    { op: "setns_fd", task: 2, target: 1, file: "net" },
    { op: "open", task: 1, handle: "h", file: "f" },
  ]);
});

test("what may be left out may be missing", () => {
  expect(operationsFrom("list 1 net - h; list 1 -; clone 1 -; exit 1")).toEqual([
    { op: "list", task: 1, kinds: ["net"], after: "h" },
    { op: "list", task: 1, kinds: [] },
    { op: "clone", task: 1, kinds: [] },
    { op: "exit", task: 1 },
  ]);
});

test.each(["jump 1", "exit", "exit 1 2", "clone 1 - - -"])("%s is no call", (text) => {
  expect(() => operationsFrom(text)).toThrow(SyntaxError);
});
