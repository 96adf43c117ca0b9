import fc from "fast-check";
import { expect, test } from "vitest";
import { linux } from "../../models/linux/linux.ts";
import { MODELS, modelsOf, PROPERTIES } from "../../src/catalogue.ts";
import { type AskedMatrix, partOfMatrix } from "../../src/cli/matrix-search.ts";
import { partOf, readShard } from "../../src/cli/shard-option.ts";
import { isOfKind } from "../../src/engine/matrix-by-kind.ts";
import { KINDS } from "../../src/model/kind.ts";

test.each(["0/2", "3/2", "1/0", "1", "a/b", "1/2/3", "-1/2"])("%s is no part", (text) => {
  expect(() => readShard(text)).toThrow("Expected a part such as 2/8, for part 2 of 8.");
});

test("a part is read", () => expect(readShard("2/8")).toEqual({ number: 2, of: 8 }));

test("what has fewer pieces than there are parts is not parted", () => {
  expect(partOf(["a", "b"], { number: 2, of: 2 }, "property")).toEqual(["b"]);
  expect(() => partOf(["a", "b"], { number: 1, of: 3 }, "property")).toThrow(
    "2 properties cannot be divided into 3 parts.",
  );
});

const CONTAINERS = modelsOf(MODELS[0].domain);
const OF_CONTAINERS: AskedMatrix = {
  models: CONTAINERS,
  properties: PROPERTIES.filter(({ domain }) => domain === MODELS[0].domain.name),
  scope: {},
};
const OF_LINUX: AskedMatrix = { byKind: linux, properties: PROPERTIES.filter(isOfKind), scope: undefined };

const cellsOf = (asked: readonly AskedMatrix[]): string[] =>
  asked.flatMap((one) =>
    "byKind" in one
      ? one.properties.map(({ name }) => `${one.byKind.name} ${name}`)
      : one.models.flatMap((model) => one.properties.map(({ name }) => `${model.name} ${name}`)),
  );

test("the parts of a matrix have every cell of it, each once", () => {
  const whole = [OF_CONTAINERS, OF_LINUX];
  const columns = CONTAINERS.length + KINDS.length;
  fc.assert(
    fc.property(fc.integer({ min: 1, max: columns }), (of) => {
      const parts = Array.from({ length: of }, (_, index) => partOfMatrix(whole, { number: index + 1, of }));
      expect(parts.flatMap(cellsOf).toSorted()).toEqual(cellsOf(whole).toSorted());
      for (const part of parts) expect(part).not.toEqual([]);
    }),
  );
  expect(partOfMatrix(whole, undefined)).toEqual(whole);
  expect(() => partOfMatrix(whole, { number: 1, of: columns + 1 })).toThrow(
    `${columns} columns cannot be divided`,
  );
});
