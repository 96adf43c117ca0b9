import { expect, test } from "vitest";
import { kindSetsOf } from "../../../src/domains/linux/kind-sets.ts";
import { KINDS } from "../../../src/model/kind.ts";

test("of few kinds every set", () => {
  expect(kindSetsOf(["uts", "net"])).toEqual([["uts"], ["net"], ["uts", "net"]]);
  expect(kindSetsOf(["mnt", "pid", "user"])).toHaveLength(7);
  expect(kindSetsOf([])).toEqual([]);
});

test("of all each alone, some pairs, and all at once; none twice, and in order", () => {
  const sets = kindSetsOf(KINDS).map(String);
  expect(sets).toHaveLength(18);
  expect(new Set(sets).size).toBe(18);
  expect(sets).toEqual(expect.arrayContaining([...KINDS, String(KINDS), "pid,user", "mnt,uts", "pid,time"]));
});
