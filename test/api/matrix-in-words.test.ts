import { expect, test } from "vitest";
import { nested } from "../../models/nested.ts";
import { matrix } from "../../src/api/matrix.ts";
import { matrixInWords } from "../../src/api/matrix-in-words.ts";
import * as report from "../../src/report/matrix-in-words.ts";

test("a matrix is told, and what is none refused, such as the promise of one", async () => {
  const promise = matrix({ models: [nested], properties: [], scope: { tasks: 1, containers: 1 } });
  expect(() => matrixInWords(promise as never)).toThrow(
    /^a promise is not a matrix: await it, as in await matrix\(options\)$/,
  );
  const found = await promise;
  expect(matrixInWords(found)).toBe(report.matrixInWords(found));
  // Plain JavaScript can pass anything.
  expect(() => matrixInWords(undefined as never)).toThrow(/^undefined is not a matrix/);
  expect(() => matrixInWords([] as never)).toThrow(/^a list is not a matrix/);
});
