/**
 * Whether `linux` does what it did where it is provoked to refuse: by all calls that differ by one field from the last one of a provocation. A digest of what each
 * comes to and of the world after it. Where it differs, the other tests of `linux` tell why.
 */
import { describe, expect, test } from "vitest";
import { carryOut } from "../../../models/linux/carry-out.ts";
import { provocations } from "../../../models/linux/provocations.ts";
import { initialWorld, type World } from "../../../models/linux/world.ts";
import type { LinuxOperation } from "../../../src/domains/linux/operations.ts";
import type { LinuxScope } from "../../../src/domains/linux/scope.ts";
import { operationsFrom } from "../../../src/domains/linux/shorthand.ts";
import { KINDS } from "../../../src/model/kind.ts";
import { digestOf } from "../../digest.ts";
import { callsLike } from "./calls-like.ts";

/** Where more is done by calls that succeed. */
const OTHERS = [
  "clone 1 mnt; nsfile 1 2 mnt f; bind 1 f m; nsfile 1 1 uts f; bind 1 f g; clone 1 mnt; unbind 1 m",
  "clone 1 mnt; nsfile 1 2 mnt f; bind 1 f m; clone 1 mnt,user; unbind 3 m",
  "clone 1 user; handle 1 2 user h; kill 1 2; wait 1 2; list 1 - h",
  "clone 1 user; clone 2 uts; handle 1 2 user h; handle 1 3 uts g; kill 1 2; kill 1 3; list 1 - - g",
  "clone 1 uts; handle 1 2 uts h; kill 1 2; wait 1 2; clone 1 net; setns_handle 1 h",
  "unshare 1 uts; unshare 1 net; handle 1 1 net h; unshare 1 net; list 1 uts - h",
  "clone 1 user; handle 1 2 user h; handle 1 1 user g; setns_handle 2 h",
].map(operationsFrom);

/** Each does a part of the histories, so that none of them takes long. */
const PARTS = Array.from({ length: 20 }, (_, part) => part);
const SCOPES: readonly (readonly [Partial<LinuxScope>, string])[] = [
  [
    { kernel: "6.18.44" },
    "aa290e f577ab 0ac0b5 8c9333 378189 361b6f 4478e2 d1c65a ff9521 d58af1 c8d88a 5a8205 dd1c54 ba288c f878ca ab3e88 e31e35 154a24 bc643b b21861",
  ],
  [
    { kernel: "7.0" },
    "12235d 624166 edffb6 093865 378189 0e612d 4478e2 d40a9a 0c8177 151f57 5e64ea 8a751c dd1c54 ba288c f878ca ab3e88 2badbd 154a24 4c00af 233990",
  ],
  [
    {},
    "12235d 624166 633aa9 093865 378189 0e612d 55af0e d40a9a 0c8177 151f57 5e64ea 8a751c dd1c54 ba288c f878ca ab3e88 2badbd 154a24 4c00af f292a9",
  ],
];

describe.each(SCOPES)("in %j", (bounds, expected) => {
  const scope: LinuxScope = { tasks: 4, kinds: KINDS, ...bounds };
  // Less deep than the kernel nests: those histories are long.
  const histories = [...OTHERS, ...provocations({ ...scope, pidLevels: 9, userLevels: 9 })];

  test.each(PARTS)("part %i", (part) => {
    const own = histories.filter((_, index) => index % PARTS.length === part);
    expect(digestOf(own.map((operations) => comesTo(operations, scope)))).toBe(expected.split(" ")[part]);
  });
});

/** What a history comes to, and what all calls that are like its last one would. */
function comesTo(operations: readonly LinuxOperation[], scope: LinuxScope): unknown[] {
  const world = initialWorld(scope);
  const last = operations.at(-1);
  if (last === undefined) throw new Error("a history without calls provokes nothing");
  const results = operations.slice(0, -1).map((operation) => carryOut(world, operation, scope));
  const before = JSON.stringify(world);
  const ends = callsLike(world, last).map((operation) => {
    const after: World = JSON.parse(before);
    return [operation, carryOut(after, operation, scope), after];
  });
  return [results, before, ends];
}
