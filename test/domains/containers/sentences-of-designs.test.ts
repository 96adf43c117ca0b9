import { describe, expect, test } from "vitest";
import { MODELS } from "../../../src/catalogue.ts";
import { begin, performAll } from "../../../src/history/history.ts";
import type { Operation } from "../../../src/model/operation.ts";
import { step } from "../../../src/report/story.ts";
import { op, ROOMY } from "../../report/design.ts";

const fork = op("fork", 1);
const unshare = op("unshare", 1, { kinds: ["uts"] });
const exit = (task: number) => op("exit", task);
const on = (name: string, task: number, path: string) => op(name, task, { path });

/** What other designs do differently from `nested`, and their own calls. */
describe.each<[string, string, Operation[]]>([
  [
    "merged",
    "Task 2 exits; the container /unnamed1 goes; /unnamed1/unnamed1 is /unnamed1 now.",
    [unshare, fork, unshare, exit(2)],
  ],
  ["flat", "Task 1 unshares uts and goes on into the new container /unnamed2.", [unshare, unshare]],
  [
    "subset",
    "Task 2 enters /unnamed1 for its uts.",
    [fork, unshare, op("setns", 2, { path: "/unnamed1", kinds: ["uts"] })],
  ],
  [
    "unshare-staying",
    "Task 1 unshares uts: the new container /unnamed1 is made, and the task stays where it is.",
    [unshare],
  ],
  [
    "unshare-leaving",
    "Task 1 unshares uts and goes over into the new container /unnamed2.",
    [unshare, fork, unshare],
  ],
  [
    "unshare-keeping",
    "Task 1 gets uts of its own and stays in its container.",
    [op("refine", 1, { kinds: ["uts"] })],
  ],
  [
    "ns-cgroup",
    "Task 2 tries to remove /1, and is refused: EBUSY (something is in the container).",
    [fork, unshare, on("rmdir", 2, "/1")],
  ],
  [
    "handle",
    "Task 2 enters what handle1 names, in /unnamed1.",
    [
      fork,
      unshare,
      op("take", 2, { path: "/unnamed1", handle: "handle1" }),
      op("enter", 2, { handle: "handle1" }),
    ],
  ],
  [
    "handle",
    "Task 1 takes a handle of / (the root's /unnamed1) as handle1.",
    [unshare, op("take", 1, { path: "/", handle: "handle1" })],
  ],
  [
    "handle",
    "Task 1 tries to enter what handle1 names, and is refused: ESTALE (what the handle named is gone, or not in the caller's view).",
    [op("take", 1, { path: "/", handle: "handle1" }), unshare, op("enter", 1, { handle: "handle1" })],
  ],
  [
    "handle",
    "Task 1 tries to enter what handle1 names, and is refused: EINVAL (nothing was taken as handle1).",
    [op("enter", 1, { handle: "handle1" })],
  ],
  [
    "handle",
    "Task 1 tries to take a handle of / as handle9, and is refused: ENOSPC (the scope has no handle9).",
    [op("take", 1, { path: "/", handle: "handle9" })],
  ],
  [
    "pinned",
    "Task 2 removes /unnamed1; the container /unnamed1 goes.",
    [fork, unshare, exit(1), on("remove", 2, "/unnamed1")],
  ],
])("%s", (name, sentence, operations) => {
  test("is told in the words of the message", () => {
    const model = MODELS.find((design) => design.name === name);
    if (model === undefined) throw new Error(`there is no design ${name}`);
    const history = performAll(begin(model, ROOMY), operations);
    expect(step(history, operations.length - 1)).toBe(sentence);
  });
});
