/** The same for the test runner of Node. */
import { test } from "node:test";
import { begin, nested, performAll } from "nsmodel";
import { assertKeeps, assertReplaysOn, testHistories } from "nsmodel/node-test";
import leave from "./leave.ts";

const scope = { tasks: 2, containers: 2, kinds: ["uts"], names: ["a"], images: 0 };

test("names of siblings differ", () => assertKeeps(leave, "sibling-names-differ", scope));

test("without its new call it does what nested does", () => {
  const history = performAll(begin(nested, scope), [
    { op: "fork", task: 1 },
    { op: "unshare", task: 2, kinds: ["uts"] },
  ]);
  return assertReplaysOn(history, leave);
});

await testHistories(new URL("histories", import.meta.url), { on: leave });
