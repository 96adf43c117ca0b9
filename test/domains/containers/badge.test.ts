/** What is specific to a design is declared once, and is seen everywhere. */
import { expect, test } from "vitest";
import { containers } from "../../../src/domains/containers/domain.ts";
import { always } from "../../../src/domains/containers/property.ts";
import { costOf } from "../../../src/engine/cost.ts";
import { checkLaws } from "../../../src/engine/laws.ts";
import { search } from "../../../src/engine/search.ts";
import { begin, eventsOf, observationOf, performAll } from "../../../src/history/history.ts";
import { readHistory } from "../../../src/history/read-history.ts";
import { writeHistory } from "../../../src/history/write-history.ts";
import { story } from "../../../src/report/story.ts";
import { plain } from "../../../src/text/paint.ts";
import { op } from "../../report/design.ts";
import { badge } from "./badge.ts";

const scope = { tasks: 2, containers: 2, kinds: ["uts"], names: [], images: 0 } as const;
const history = performAll(begin(badge, scope), [
  op("fork", 1),
  op("brand", 1, { who: 2, marks: ["red"] }),
  op("brand", 2, { who: 1, marks: ["red", "blue"], weight: 0 }),
  op("ring", 1, { tone: "high" }),
  op("ring", 2, { tone: "high" }),
]);
const world = observationOf(history);

/** A property that reads the design's own state: no task is branded. */
const noneBranded = always({
  name: "none-branded",
  claim: "no task is branded",
  source: "a test",
  check: ({ tasks }) =>
    [...tasks.values()].some(({ own }) => own?.["brand"] === true) ? { broken: "one is" } : "holds",
});

test("in sentences and in what an event changed", () => {
  expect(story(history, { trees: "none", changes: true }).split("\n")).toEqual([
    "1. Task 1 forks task 2 in the root.",
    "   - task 2 is made: with nsproxy 1, brand false, by none",
    "2. Task 1 calls brand (who 2, marks red); brand of task 2 is now true; by of task 2 is now 1.",
    "   - task 2 has brand true instead of false",
    "   - task 2 has by 1 instead of none",
    "3. Task 2 tries to call brand (who 1, marks red,blue, weight 0), and is refused: EDOM (too many marks).",
    "4. Task 1 calls ring (tone high); bell of the world is now high.",
    "   - bell has value high instead of none",
    "5. Task 2 tries to call ring (tone high), and is refused: EALREADY (it rings so already).",
  ]);
});

test("in trees, on one line and as JSON", () => {
  const { words, observations } = containers;
  expect(words.picture(world, plain)).toContain("1, 2 (brand, by 1)");
  expect(words.picture(world, plain)).toContain("The world has bell high.");
  expect(words.summary(world)).toBe("2 tasks, 1 container, bell high, brand, by 1");
  expect(observations.asJson(world)).toMatchObject({
    bell: "high",
    tasks: [
      { brand: false, by: null },
      { brand: true, by: 1 },
    ],
  });
});

test("in a history that is written and read", () => {
  const text = writeHistory(
    badge,
    scope,
    eventsOf(history).map((event) => ({ event })),
  );
  expect(text).toContain('{"op":"brand","task":1,"who":2,"marks":["red"],"outcome":"ok"}');
  const read = readHistory(Buffer.from(text), [badge]);
  expect(read.ok && [...read.history.entries()].map((entry) => "event" in entry && entry.event)).toEqual(
    eventsOf(history),
  );
  const wrong = readHistory(Buffer.from(text.replace('"high"', '"loud"')), [badge]);
  expect(wrong).toMatchObject({ ok: false, problem: { message: expect.stringContaining('"tone"') } });
});

test("in a search: its terminal states, its breaches, and the page that draws them", () => {
  const { verdicts, terminalStates } = search(badge, [noneBranded], scope, { symmetry: true });
  const bells = terminalStates.map((state) => containers.observations.asJson(state as typeof world));
  expect(bells).toMatchObject([{ bell: null }, { bell: "high" }, { bell: "low" }]);
  const [verdict] = verdicts;
  expect(verdict).toMatchObject({
    verdict: "broken",
    history: [{ operation: { op: "brand", marks: ["red"] } }],
  });
  if (verdict === undefined) return;
  const drawn = containers.words.scenes(badge, scope, verdict);
  const labels = drawn.at(-1)?.picture.tokens.flatMap((token) => token.labels.map(({ text }) => text));
  expect(labels).toContain("brand, by 1");
});

test("in its cost: each call is one that a history could have", () => {
  const [ladder] = costOf(badge, [{ depth: 2, tasks: 1 }]).ladders;
  const calls = new Map(ladder?.calls.map((call) => [call.op, call]));
  expect(calls.get("brand")).toMatchObject({ outcome: "ok", operation: { marks: ["red"] }, written: 1 });
  expect(calls.get("brand")?.operation["who"]).toBe(calls.get("brand")?.operation.task);
  expect(calls.get("ring")).toMatchObject({ outcome: "ok", operation: { tone: "high" } });
});

test("in random runs, which keep the laws", () => {
  expect(checkLaws(badge).breach).toBeUndefined();
});
