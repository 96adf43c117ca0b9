import fc from "fast-check";
import { expect, test } from "vitest";
import { COUNT, MAX_TERMINAL } from "../../../src/engine/search/findings.ts";
import { makeSharedMemory } from "../../../src/engine/search/shared-memory.ts";
import { Tally } from "../../../src/engine/search/tally.ts";
import { terminalStatesIn } from "../../../src/engine/search/terminal-states.ts";

// One worker meets more than it keeps, another fewer.
test("which of many terminal states are kept does not depend on which worker met which, and when", () => {
  const all = Array.from({ length: 3 * MAX_TERMINAL }, (_, state) => state);
  const inOrder = fc.shuffledSubarray(all, { minLength: all.length });
  fc.assert(
    fc.property(
      inOrder,
      fc.array(fc.constantFrom(0, 0, 0, 1, 1, 2), { minLength: all.length }),
      (states, workers) => {
        const memory = makeSharedMemory({
          workers: 3,
          mostBytes: 2 ** 20,
          wordsOfState: 2,
          operations: 0,
          properties: 0,
          depth: 1,
        });
        const tallies = [0, 1, 2].map((worker) => new Tally(memory, worker));
        for (const [place, state] of states.entries())
          tallies[workers[place] ?? 0]?.takeTerminal(Int32Array.of(9, state >> 3, 5), 1, state & 7);
        const kept = terminalStatesIn(memory).map(([word = 0, , combination = 0]) => word * 8 + combination);
        expect(kept).toEqual(all.slice(0, MAX_TERMINAL));
        expect(memory.counts.reduce((sum, own) => sum + (own[COUNT.terminal] ?? 0), 0)).toBe(all.length);
      },
    ),
    { numRuns: 3 },
  );
});
