import { expect, test } from "vitest";
import { nested } from "../../models/nested.ts";
import type { Backend } from "../../src/conformance/backend.ts";
import { firstDifference } from "../../src/conformance/divergence.ts";
import { type Budget, type DifferingHistory, shorten } from "../../src/conformance/shorten.ts";
import { RandomRuns } from "../../src/engine/random-runs.ts";
import type { Operation } from "../../src/model/operation.ts";
import { scopeOf } from "./conforming.ts";
import { withoutEffect } from "./model-mutants.ts";
import { standingIn } from "./standing-in.ts";

const SCOPE = scopeOf(["uts"], ["a"]);
const { mutant } = withoutEffect(nested, "kill");
const backend = standingIn(nested);

const differenceOf = async (operations: readonly Operation[]) =>
  firstDifference(await backend.play(mutant, SCOPE, operations, { untilDifference: true }));

/** A long history in which the mutant shows. */
async function differing(): Promise<DifferingHistory> {
  const random = new RandomRuns(mutant, SCOPE, { length: 20, seed: 2 });
  for (;;) {
    const { operations, choices } = random.next();
    const first = await differenceOf(operations);
    if (first !== undefined && first.events.length > 8) return { first, operations, choices };
  }
}

/** A budget of a given number of plays. */
class Plays implements Budget {
  taken = 0;
  readonly #most: number;

  constructor(most: number) {
    this.#most = most;
  }

  take(): boolean {
    return this.taken < this.#most && ++this.taken > 0;
  }
}

test.each(["by its choices", "without choices"])("%s: no event can be left out in the end", async (how) => {
  const history = await differing();
  const choices = how === "by its choices" ? history.choices : undefined;
  const { first, isMinimal } = await shorten(backend, mutant, SCOPE, { ...history, choices }, new Plays(400));
  expect({ isMinimal, sort: first.sort, op: first.op }).toEqual({
    isMinimal: true,
    sort: history.first.sort,
    op: history.first.op,
  });
  expect(first.events.length).toBeLessThan(history.first.events.length);
  const operations = first.events.map(({ event }) => event.operation);
  for (const place of operations.keys()) {
    const other = await differenceOf(operations.toSpliced(place, 1));
    expect(other?.sort === first.sort && other.op === first.op).toBe(false);
  }
});

test.each([0, 1, 5, 20])(
  "no more than %d plays are spent, and what is left is not called minimal",
  async (most) => {
    const history = await differing();
    const budget = new Plays(most);
    const { first, isMinimal } = await shorten(backend, mutant, SCOPE, history, budget);
    expect(budget.taken).toBe(most);
    expect(isMinimal).toBe(false);
    expect(first.events.length).toBeLessThanOrEqual(history.first.events.length);
  },
);

test("what differed only once is said to have", async () => {
  const agreeing: Backend = { play: (_, ...rest) => backend.play(nested, ...rest) };
  const history = await differing();
  const { first, isMinimal } = await shorten(agreeing, mutant, SCOPE, history, new Plays(400));
  expect(isMinimal).toBe(false);
  expect(first.events).toEqual(history.first.events);
  expect(first.differences.at(-1)?.words).toContain("it differed only once");
});
