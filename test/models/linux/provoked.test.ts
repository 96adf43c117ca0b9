/**
 * `linux` still does what it did when it is provoked to refuse, by all calls that differ in their caller or one field from the last of a provocation:
 * a digest of the result of each and of the world after it. If it differs, the other tests of `linux` show why.
 */
import { describe, expect, test } from "vitest";
import { carryOut } from "../../../models/linux/carry-out.ts";
import { observe } from "../../../models/linux/observe.ts";
import { provocations } from "../../../models/linux/provocations.ts";
import { initialWorld, type World } from "../../../models/linux/world.ts";
import type { LinuxOperation } from "../../../src/domains/linux/operations.ts";
import type { LinuxScope } from "../../../src/domains/linux/scope.ts";
import { operationsFrom } from "../../../src/domains/linux/shorthand.ts";
import { KINDS } from "../../../src/model/kind.ts";
import { digestOf } from "../../digest.ts";
import { callsLike } from "./calls-like.ts";

/** Histories in which calls that succeed do more. */
const OTHERS = [
  "clone 1 mnt; nsfile 1 2 mnt f; bind 1 f m; nsfile 1 1 uts f; bind 1 f g; clone 1 mnt; unbind 1 m",
  "clone 1 mnt; nsfile 1 2 mnt f; bind 1 f m; clone 1 mnt,user; unbind 3 m",
  "clone 1 user; handle 1 2 user h; kill 1 2; wait 1 2; list 1 - h",
  "clone 1 user; clone 2 uts; handle 1 2 user h; handle 1 3 uts g; kill 1 2; kill 1 3; list 1 - - g",
  "clone 1 uts; handle 1 2 uts h; kill 1 2; wait 1 2; clone 1 net; setns_handle 1 h",
  "unshare 1 uts; unshare 1 net; handle 1 1 net h; unshare 1 net; list 1 uts - h",
  "clone 1 user; handle 1 2 user h; handle 1 1 user g; setns_handle 2 h",
  "clone 1 -; setuid 2 1000; drop 1; setns_fd 2 1 uts",
  "clone 1 user; nsfile 1 2 user f; parent 1 f g",
  "drop 1; clone 1 user; handle 1 2 user h; open 1 h f",
  "clone 1 uts; handle 1 2 uts h; drop 1; open 1 h f",
  "clone 1 user; unshare 2 uts; handle 1 2 user h; setns 1 2 uts; kill 1 2; wait 1 2; open 1 h f",
].map(operationsFrom);

/** Each test plays a part of the histories, so none takes long. */
const PARTS = Array.from({ length: 20 }, (_, part) => part);
const SCOPES: readonly (readonly [Partial<LinuxScope>, string])[] = [
  [
    { kernel: "6.18.44" },
    "c9e22a fedf2f 2775f7 0245f0 755fc3 4719e4 8334bf 6a1d02 8cb4c9 bc4ca7 cedbaa d49d9b 55caa7 b0c5ba 5fbce8 002128 06c6c8 dc288f 88d76d 5fb9ae",
  ],
  [
    { kernel: "7.0" },
    "c9e22a 551a8e 56f0e4 c35afc 81085a 48e134 5f45b6 b5c477 facacf 1da3e8 cedbaa d49d9b 3f103c edd1f1 47e98f 23b96c 66f35e dc288f 88d76d 5fb9ae",
  ],
  [
    {},
    "c9e22a 551a8e 56f0e4 c35afc d4c65c 48e134 5f45b6 9c7de6 facacf 1da3e8 cedbaa 34080a 3f103c edd1f1 47e98f 23b96c 66f35e dc288f 88d76d 5fb9ae",
  ],
  [
    { handles: 0, mounts: 0 },
    "70cdf4 18eb38 6ad6a8 fd9381 7c152f bb76ca 35956c 266ada a89d13 3d8d51 f2d5ea 48868a b46f73 123c4a 63079e 15f66c 751796 f72314 943d9b bac4f3",
  ],
];

describe.each(SCOPES)("in %j", (bounds, expected) => {
  const scope: LinuxScope = { tasks: 4, kinds: KINDS, ...bounds };
  // Not as deep as the kernel nests: those histories are long.
  const histories = [...OTHERS, ...provocations({ ...scope, pidLevels: 9, userLevels: 9 })];

  test.each(PARTS)("part %i", (part) => {
    const own = histories.filter((_, index) => index % PARTS.length === part);
    expect(digestOf(own.map((operations) => comesTo(operations, scope)))).toBe(expected.split(" ")[part]);
  });
});

/** The results of a history, and of all calls that are like its last one. */
function comesTo(operations: readonly LinuxOperation[], scope: LinuxScope): unknown[] {
  const world = initialWorld(scope);
  const last = operations.at(-1);
  if (last === undefined) throw new Error("a history without calls provokes nothing");
  const results = operations.slice(0, -1).map((operation) => carryOut(world, operation, scope));
  const before = JSON.stringify(world);
  const seen = observe(world, scope);
  const ends = callsLike(world, last).map((operation) => {
    const after: World = JSON.parse(before);
    return [operation, carryOut(after, operation, scope), after];
  });
  return [results, before, seen, ends];
}
