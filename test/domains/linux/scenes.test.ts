import fc from "fast-check";
import { expect, test } from "vitest";
import { linux } from "../../../models/linux/linux.ts";
import { scenes } from "../../../src/domains/linux/scenes.ts";
import { eventsOf, observationOf } from "../../../src/history/history.ts";
import { linuxOperations } from "../../models/linux/arbitrary.ts";
import { played, SCOPE } from "./played.ts";

test("every scene has a box for each pid namespace in the one around it, and each task in one", () => {
  fc.assert(
    fc.property(linuxOperations, (operations) => {
      const history = eventsOf(played(...operations));
      const drawn = scenes(linux, SCOPE, { property: "p", verdict: "broken", why: "", cases: 1, history });
      expect(drawn).toHaveLength(history.length + 1);
      for (const [index, { picture }] of drawn.entries()) {
        const { boxes, tokens, width, height, beside } = picture;
        const world = observationOf(played(...operations.slice(0, index)));
        expect(beside.filter((words) => words.startsWith("handle "))).toHaveLength(world.handles.size);
        expect(new Set(tokens.map(({ id }) => id)).size).toBe(tokens.length);
        for (const box of boxes) {
          expect(box.x + box.width).toBeLessThanOrEqual(width);
          expect(box.y + box.height).toBeLessThanOrEqual(height);
        }
        for (const { x, y } of tokens)
          expect(
            boxes.some((box) => box.x < x && x < box.x + box.width && box.y < y && y < box.y + box.height),
          ).toBe(true);
      }
    }),
    { numRuns: 50 },
  );
});
