import fc from "fast-check";
import { expect, test } from "vitest";
import { Room } from "../../../src/engine/store/room.ts";

const PLACES = { used: 0, wanted: 1, places: 2 };

test("never more than seven eighths are taken, and once it has grown there is room for all that was wanted", () => {
  fc.assert(
    fc.property(fc.array(fc.nat({ max: 40 }), { maxLength: 30 }), (wishes) => {
      const control = Int32Array.of(0, 0, 16);
      const room = new Room(control, PLACES);
      let used = 0;
      for (const wish of wishes) {
        if (!room.take(wish)) {
          expect(used + wish).toBeGreaterThan(((control[2] ?? 0) * 7) / 8);
          room.grown(room.needed);
          expect(room.take(wish)).toBe(true);
        }
        const added = wish >> 1;
        room.giveBack(wish - added);
        used += added;
        expect(control[0]).toBe(used);
        expect(used).toBeLessThanOrEqual(((control[2] ?? 0) * 7) / 8);
      }
    }),
  );
});

test("an index that is as full as it may get is as large as is needed", () => {
  const control = Int32Array.of(0, 0, 16);
  const room = new Room(control, PLACES);
  expect(room.take(14)).toBe(true);
  expect(room.needed).toBe(16);
  expect(room.take(1)).toBe(false);
  expect(room.needed).toBe(32);
});
