import { spawn } from "node:child_process";
import { once } from "node:events";
import { writeFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { CannotPlay } from "../../../src/conformance/cannot-run.ts";
import { freeIds, STANDING_BY, StandInIds } from "../../../src/conformance/linux/ids.ts";
import { takenIds } from "../../../src/conformance/linux/taken-ids.ts";
import { describeOnKernel } from "../machine.ts";

const range = fc.record({ first: fc.nat(2 ** 32 - 2), count: fc.integer({ min: 1, max: 2 ** 31 }) });

describe("ids that nobody has", () => {
  test("are none of those that somebody has, whatever these are", () => {
    fc.assert(
      fc.property(
        fc.array(range, { maxLength: 6 }),
        fc.infiniteStream(fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true })),
        (taken, draws) => {
          const free = freeIds(taken, (below) => Math.floor(draws.next().value * below));
          if (free === undefined) return;
          expect(free.count).toBe(STANDING_BY);
          expect(free.first).toBeGreaterThan(2 ** 16);
          expect(free.first + free.count).toBeLessThan(2 ** 32 - 1);
          for (const { first, count } of taken)
            expect(free.first + free.count <= first || first + count <= free.first).toBe(true);
        },
      ),
    );
  });

  test("are found below where containers have all from the middle on", () => {
    const containers = { first: 2 ** 31 - 1, count: 2 ** 31 };
    expect(freeIds([containers], () => 0)).toEqual({ first: 1_879_048_192, count: STANDING_BY });
  });

  test("are none where somebody has all", () => {
    expect(freeIds([{ first: 0, count: 2 ** 32 - 1 }], () => 0)).toBeUndefined();
  });
});

describe("ids that stand for those of a history", () => {
  test("are as many, each stands for its own, and 0 is 0", () => {
    fc.assert(
      fc.property(fc.uniqueArray(fc.maxSafeNat(), { maxLength: 20 }), (ids) => {
        const standIns = new StandInIds({ first: 2 ** 31, count: STANDING_BY });
        const all = ids.map((id) => standIns.standInFor(id));
        expect(new Set(all).size).toBe(ids.length);
        expect(all.map((standIn) => standIns.standsFor(standIn))).toEqual(ids);
        expect(ids.map((id) => standIns.standInFor(id))).toEqual(all);
        for (const [index, id] of ids.entries()) expect(all[index] === 0).toBe(id === 0);
      }),
    );
  });

  test("one that stands for none is its own", () => {
    expect(new StandInIds({ first: 5, count: 1 }).standsFor(7)).toBe(7);
  });

  test("come to an end", () => {
    const standIns = new StandInIds({ first: 5, count: 1 });
    expect(standIns.standInFor(1)).toBe(5);
    expect(() => standIns.standInFor(2)).toThrow(CannotPlay);
  });
});

/** Maps ids for a process, once it has a user namespace of its own. */
function isMapped(pid: number | undefined, ids: string): boolean {
  try {
    writeFileSync(`/proc/${pid}/uid_map`, ids);
    return true;
  } catch {
    return false; // it has no user namespace yet: EPERM
  }
}

describeOnKernel("the ids that somebody has here", ["superuser"], () => {
  test("are those of its processes, and of its users", async () => {
    const uid = 1_900_000_000;
    const process = spawn("sleep", ["60"], { uid });
    try {
      await once(process, "spawn");
      expect(takenIds()).toContainEqual({ first: uid, count: 1 });
    } finally {
      process.kill("SIGKILL");
    }
    expect(takenIds()).toContainEqual({ first: 65534, count: 1 }); // nobody, of passwd(5)
  });

  test("are those that a user namespace has mapped", async () => {
    const first = 2 ** 31 + 500;
    const process = spawn("unshare", ["--user", "sleep", "60"]);
    try {
      await once(process, "spawn");
      await expect.poll(() => isMapped(process.pid, `0 ${first} 7`)).toBe(true);
      expect(takenIds()).toContainEqual({ first, count: 7 });
    } finally {
      process.kill("SIGKILL");
    }
  });
});
