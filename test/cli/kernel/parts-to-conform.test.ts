import { expect, test } from "vitest";
import { linux } from "../../../models/linux/linux.ts";
import { nested } from "../../../models/nested.ts";
import { howToConform } from "../../../src/cli/kernel/how-to-conform.ts";
import { partsToConform } from "../../../src/cli/kernel/parts-to-conform.ts";
import type { Model } from "../../../src/model/model.ts";

const LINUX = linux as unknown as Model; // a design of one domain as any
const EXHAUSTIVE = { runs: 1, length: 9, exhaustive: true } as const;

const partsOf = (model: Model, given: object, asked: Parameters<typeof howToConform>[1]) =>
  partsToConform(model, given, howToConform(model, asked));

test("a design without names for its refusals is compared in one part", () => {
  const scope = { tasks: 3, containers: 3 };
  expect(partsOf(nested, {}, { runs: 3, length: 4, seed: 5 })).toMatchObject([
    { scope, how: { histories: "random", runs: 3 } },
  ]);
  expect(partsOf(nested, {}, EXHAUSTIVE)).toMatchObject([{ scope, how: { histories: "every transition" } }]);
});

test("one with names first in those that come to each of them", () => {
  const parts = partsOf(LINUX, {}, { runs: 3, length: 4 });
  expect(parts.map(({ how }) => how.histories)).toEqual(["each refusal", "random"]);
  expect(parts[0]?.scope).toEqual(parts[1]?.scope);
});

test("all tours of a domain where no scope is named, each as deep as it says, or as is asked for", () => {
  const tours = LINUX.domain.scopes.tours ?? [];
  const [, ...parts] = partsOf(LINUX, {}, EXHAUSTIVE);
  expect(parts).toMatchObject(tours.map(({ scope, depth }) => ({ scope, how: { depth } })));
  const [, ...shallow] = partsOf(LINUX, {}, { ...EXHAUSTIVE, depth: 1 });
  expect(shallow).toMatchObject(tours.map(({ scope }) => ({ scope, how: { depth: 1 } })));
});

test("the tour that is most like the scope that is named", () => {
  const [given, tour, ...others] = partsOf(LINUX, { kinds: ["pid"] }, EXHAUSTIVE);
  expect(others).toEqual([]);
  expect(given?.scope).toMatchObject({ kinds: ["pid"], tasks: 4 });
  expect(tour).toMatchObject({ scope: { kinds: ["pid"], tasks: 3, pidLevels: 2 }, how: { depth: 4 } });
  const [, one] = partsOf(LINUX, { kinds: ["pid"], tasks: 1 }, EXHAUSTIVE);
  expect(one?.scope).toMatchObject({ kinds: ["pid"], tasks: 1, pidLevels: 2 });
});
