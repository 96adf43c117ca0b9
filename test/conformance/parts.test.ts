import { expect, test } from "vitest";
import { nested } from "../../models/nested.ts";
import { conformInParts, type Part, type PartsResult, partsOfShards } from "../../src/conformance/parts.ts";
import { conformanceInWords } from "../../src/report/conformance.ts";
import { scopeOf } from "./conforming.ts";
import { withoutEffect } from "./model-mutants.ts";
import { standingIn } from "./standing-in.ts";

const SMALL = { ...scopeOf(["uts"]), tasks: 2, containers: 2 };
const EVERY = { histories: "every transition", symmetry: true, length: 12 } as const;
const { mutant } = withoutEffect(nested, "kill");

async function compared(
  parts: readonly Part[],
  seconds?: number,
  stop?: () => boolean,
): Promise<PartsResult> {
  const playing = conformInParts(standingIn(nested), mutant, parts, seconds, stop);
  for (;;) {
    const next = await playing.next();
    if (next.done === true) return next.value;
  }
}

const PARTS: readonly Part[] = [
  { scope: SMALL, how: { ...EVERY, depth: 3 } },
  { scope: scopeOf(["uts"]), how: { histories: "random", runs: 30, length: 12, seed: 1 } },
];

test("all parts are played and counted together, and of each difference the shortest is told", async () => {
  const sum = await compared(PARTS);
  const [tour, random] = sum.parts.map(({ result }) => result);
  expect(sum.histories).toBe((tour?.histories ?? 0) + (random?.histories ?? 0));
  expect(sum.calls.get("kill")?.ok).toBe(
    (tour?.calls.get("kill")?.ok ?? 0) + (random?.calls.get("kill")?.ok ?? 0),
  );
  const lengths = [tour, random].flatMap((result) =>
    (result?.divergences ?? []).map(({ events }) => events.length),
  );
  expect(sum.divergences).toMatchObject([{ op: "kill", scope: expect.anything() }]);
  expect(sum.divergences[0]?.events.length).toBe(Math.min(...lengths));
});

test("a part that ends early is the last", async () => {
  // A fast machine may have played all of the first part before the time is checked.
  const timed = await compared([...PARTS, ...PARTS], 0);
  expect(timed).toMatchObject({ end: "time", complete: false });
  expect(timed.parts.length).toBeLessThan(4);
  const ends = timed.parts.map(({ result }) => result.end);
  expect(ends).toEqual([...ends.slice(1).map(() => "all were played"), "time"]);
  // The random part first: what is in progress at the interruption is still played, and that could be a whole tour.
  const interrupted = await compared(PARTS.toReversed(), undefined, () => true);
  expect(interrupted).toMatchObject({ end: "interrupted", complete: false, parts: [{}] });
});

test("several tours are told in a table", async () => {
  const result = await compared([PARTS[0], PARTS[0]].flatMap((part) => part ?? []));
  const found = { model: nested, scope: SMALL, how: EVERY, result, seconds: 1, release: "6.18" };
  const words = conformanceInWords({ ...found, hierarchy: undefined, countsTasks: true, times: new Map() });
  expect(words).toMatch(/│ 3 +│ [\d,]+ +│ (all )?[\d,]+/);
});

test("the shards of parts are together what all of it is", async () => {
  const shards = await Promise.all(
    [1, 2, 3].map((number) =>
      compared(
        PARTS.map(({ scope, how }) => ({ scope, how: { ...how, all: true, shard: { number, of: 3 } } })),
      ),
    ),
  );
  const together = partsOfShards(
    mutant,
    shards.map(({ parts }) => parts),
    PARTS.length,
  );
  const whole = await compared(PARTS.map(({ scope, how }) => ({ scope, how: { ...how, all: true } })));
  const counts = ({ parts, divergences, ...sum }: PartsResult) => ({
    ...sum,
    parts: parts.map(({ result }) => [result.histories, result.transitions, [...result.played].toSorted()]),
    divergences: divergences.map(({ sort, op, histories }) => [sort, op, histories]),
  });
  expect(counts(together)).toEqual(counts(whole));
});
