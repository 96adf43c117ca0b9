import fc from "fast-check";
import { expect, test } from "vitest";
import { Levels } from "../../../src/engine/search/levels.ts";
import { CONTROL, makeSharedMemory } from "../../../src/engine/search/shared-memory.ts";

test("a state that is not late has the level before whose successors its form was first there", () => {
  fc.assert(
    fc.property(fc.array(fc.nat(5), { minLength: 1, maxLength: 8 }), (found) => {
      const memory = makeSharedMemory({
        workers: 1,
        operations: 0,
        properties: 0,
        wordsOfState: 1,
        mostBytes: 2 ** 20,
        depth: 9,
      });
      // The first state is there before any level is expanded.
      const sums = [1];
      for (const more of found) sums.push((sums.at(-1) ?? 0) + more);
      memory.control[CONTROL.forms] = sums.at(-1) ?? 0;
      const levels = new Levels(memory, sums.slice(0, -1));
      const expected = sums.flatMap((sum, level) => new Array(sum - (sums[level - 1] ?? 0)).fill(level));
      expect(expected.map((_, form) => levels.of(form, 0))).toEqual(expected);
    }),
  );
});
