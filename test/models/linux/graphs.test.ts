/** `linux` still does what it did, in the first transitions of small scopes: see ../graphs.test.ts. */
import { expect, test } from "vitest";
import { linux } from "../../../models/linux/linux.ts";
import type { LinuxScope } from "../../../src/domains/linux/scope.ts";
import type { Model } from "../../../src/model/model.ts";
import { firstTransitions } from "../graph.ts";

const MAX_TRANSITIONS = 1200;

const SMALL: LinuxScope = {
  tasks: 2,
  kinds: ["uts"],
  pidLevels: 2,
  userLevels: 2,
  handles: 0,
  files: 0,
  mounts: 0,
};
const OF_LINUX: readonly (readonly [Partial<LinuxScope>, string])[] = [
  [{ kinds: ["pid"], tasks: 3 }, "13 1200 266f98"],
  [{ kinds: ["user", "uts"] }, "12 1200 fac473"],
  [{ kinds: ["mnt", "time"] }, "13 1200 e3c876"],
  [{ kinds: ["net"], files: 1 }, "11 1200 3af699"],
  [{ kinds: ["pid", "uts"], handles: 1, kernel: "6.18" }, "10 1200 6437da"],
  [{ kinds: ["pid", "uts"], handles: 1, kernel: "7.2" }, "9 1200 d8507d"],
  [{ kinds: ["ipc"], files: 1, mounts: 1 }, "11 1200 a01b4e"],
];

test.each(OF_LINUX)("in %j", (bounds, expected) => {
  const scope: LinuxScope = { ...SMALL, ...bounds };
  expect(firstTransitions(linux as unknown as Model, scope, MAX_TRANSITIONS)).toBe(expected);
});
