import { expect, test } from "vitest";
import { nested } from "../../models/nested.ts";
import { containers } from "../../src/domains/containers/domain.ts";
import { RandomRuns } from "../../src/engine/random-runs.ts";
import type { Model } from "../../src/model/model.ts";
import { rarelyWrong } from "./model-mutants-at-defaults.ts";
import { standingIn } from "./standing-in.ts";

const SCOPE = containers.scopes.defaults.conform;
/** Half of what `conform` plays by default. */
const MAX_HISTORIES = 250;
const LENGTH = 20;

/** The number of the first history in which a wrong design differs, or one more than there are if none does. `nested` stands in for the kernel. */
async function foundIn(mutant: Model, seed: number): Promise<number> {
  const backend = standingIn(nested);
  const random = new RandomRuns(mutant, SCOPE, { length: LENGTH, seed });
  for (let history = 1; history <= MAX_HISTORIES; history++) {
    const { operations } = random.next();
    const { events } = await backend.play(mutant, SCOPE, operations, {
      untilDifference: true,
    });
    if (events.some(({ differences }) => differences.length > 0)) return history;
  }
  return MAX_HISTORIES + 1;
}

test.each(rarelyWrong)("it is found by the defaults of conform that %s", async (_, mutant) => {
  expect(await foundIn(mutant, 1)).toBeLessThanOrEqual(MAX_HISTORIES);
});
