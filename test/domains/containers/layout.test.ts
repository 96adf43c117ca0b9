import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { flat } from "../../../models/flat.ts";
import { nested } from "../../../models/nested.ts";
import type { ContainerModel } from "../../../src/domains/containers/container-model.ts";
import { framesOf } from "../../../src/domains/containers/frames.ts";
import { pictureOf } from "../../../src/domains/containers/layout.ts";
import { begin, eventsOf, type History, perform } from "../../../src/history/history.ts";
import { operationsIn } from "../../../src/model/operations-in.ts";
import type { Box, Picture } from "../../../src/model/picture.ts";
import { nestedHistory, op, ROOMY } from "../../report/design.ts";

/** Calls that leave little to draw. */
const EMPTYING = ["exit", "kill"];

/** The pictures of a history: each number chooses one of the calls that a search would try. */
function picturesOf(model: ContainerModel, choices: readonly number[]): Picture[] {
  let history: History = begin(model, ROOMY);
  for (const choice of choices) {
    const world = history.moments.at(-1)?.world ?? history.initial;
    const calls = [...operationsIn(model, world, ROOMY)].filter(({ op }) => !EMPTYING.includes(op));
    const operation = calls[choice % Math.max(calls.length, 1)];
    if (operation !== undefined) history = perform(history, operation);
  }
  const verdict = {
    property: "p",
    verdict: "broken",
    why: "",
    cases: 1,
    history: eventsOf(history),
  } as const;
  return framesOf(model, ROOMY, verdict).map(pictureOf);
}

interface Area {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

const contains = (outer: Area, inner: Area): boolean =>
  outer.x <= inner.x &&
  outer.y <= inner.y &&
  outer.x + outer.width >= inner.x + inner.width &&
  outer.y + outer.height >= inner.y + inner.height;

const meet = (one: Area, other: Area): boolean =>
  one.x < other.x + other.width &&
  other.x < one.x + one.width &&
  one.y < other.y + other.height &&
  other.y < one.y + one.height;

const pairs = (boxes: readonly Box[]): [Box, Box][] =>
  boxes.flatMap((one, index) => boxes.slice(index + 1).map((other): [Box, Box] => [one, other]));

describe("a picture", () => {
  const history = fc.noBias(fc.array(fc.nat(10_000), { minLength: 8, maxLength: 16 }));

  test.each([nested, flat])("of $name: boxes stand in each other or apart, and all is on it", (model) => {
    fc.assert(
      fc.property(history, (choices) => {
        for (const { boxes, tokens, width, height } of picturesOf(model, choices)) {
          const sheet = { x: 0, y: 0, width, height };
          for (const box of boxes) expect(contains(sheet, box)).toBe(true);
          for (const [one, other] of pairs(boxes))
            expect(!meet(one, other) || (contains(one, other) && one.level < other.level)).toBe(true);
          for (const { x, y } of tokens) {
            const disc = { x: x - 15, y, width: 30, height: 30 };
            expect(boxes.some((box) => contains(box, disc))).toBe(true);
          }
        }
      }),
      { numRuns: 40 },
    );
  });

  test.each([nested, flat])("of $name: ids are its own, and no two tokens lie on each other", (model) => {
    fc.assert(
      fc.property(history, (choices) => {
        for (const { boxes, tokens } of picturesOf(model, choices)) {
          const ids = [...boxes, ...tokens].map(({ id }) => id);
          expect(new Set(ids).size).toBe(ids.length);
          const places = tokens.map(({ x, y }) => `${x} ${y}`);
          expect(new Set(places).size).toBe(places.length);
        }
      }),
      { numRuns: 40 },
    );
  });
});

test("what stands in one container stands side by side", () => {
  const operations = [2, 3, 4].flatMap((task) => [op("fork", 1), op("unshare", task, { kinds: ["uts"] })]);
  const verdict = { property: "p", verdict: "broken", why: "", cases: 1 } as const;
  const frames = framesOf(nested, ROOMY, { ...verdict, history: eventsOf(nestedHistory(...operations)) });
  const [root, ...children] = frames.map(pictureOf).at(-1)?.boxes ?? [];
  expect(children.map(({ title }) => title)).toEqual(["unnamed1", "unnamed2", "unnamed3"]);
  expect(new Set(children.map(({ y }) => y)).size).toBe(1);
  for (const [one, other] of pairs(children)) expect(meet(one, other)).toBe(false);
  for (const child of children) expect(root !== undefined && contains(root, child)).toBe(true);
});

test("a container without a nsproxy is vacant, a refused caller bears its errno", () => {
  const operations = [
    op("fork", 1),
    op("unshare", 2, { kinds: ["uts"] }),
    op("unshare", 2, { kinds: ["uts"] }),
  ];
  const history = eventsOf(nestedHistory(...operations, op("setns", 1, { path: "/unnamed1" })));
  const verdict = { property: "p", verdict: "broken", why: "", cases: 1, history } as const;
  const last = framesOf(nested, ROOMY, verdict).map(pictureOf).at(-1);
  expect(last?.boxes.map(({ title, note, isVacant, isTarget }) => [title, note, isVacant, isTarget])).toEqual(
    [
      ["/", "nsproxy 1", false, false],
      ["unnamed1", "no nsproxy", true, true],
      ["unnamed1", "nsproxy 3", false, false],
    ],
  );
  expect(last?.tokens.map(({ text, isCaller, refused }) => [text, isCaller, refused])).toEqual([
    ["1", true, "ENXIO"],
    ["2", false, ""],
  ]);
  expect(last?.tokens[1]?.labels).toEqual([
    { text: "uts 3", number: 3 },
    { text: "net 1", number: 1 },
  ]);
});
