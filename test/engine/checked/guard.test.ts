import fc from "fast-check";
import { expect, test } from "vitest";
import { type Guard, guardedSteps, unguarded } from "../../../src/engine/checked/guard.ts";
import { finish } from "../../../src/history/finish.ts";

test("each step of a task is under the guard, and the task does as it would without", () => {
  fc.assert(
    fc.property(fc.array(fc.nat()), fc.nat(), (told, result) => {
      let guarded = 0;
      const guard: Guard = (work) => {
        guarded++;
        const done = work();
        guarded--;
        return done;
      };
      const seen: number[] = [];
      function* task() {
        for (const one of told) {
          seen.push(guarded);
          yield one;
        }
        seen.push(guarded);
        return result;
      }
      const steps = guardedSteps(guard, task());
      const yielded: number[] = [];
      for (let next = steps.next(); ; next = steps.next()) {
        expect(guarded).toBe(0);
        if (next.done) {
          expect(next.value).toBe(result);
          break;
        }
        yielded.push(next.value);
      }
      expect(yielded).toEqual(told);
      expect(seen).toEqual([...told, result].map(() => 1));
      expect(finish(guardedSteps(unguarded, task()))).toBe(result);
    }),
  );
});
