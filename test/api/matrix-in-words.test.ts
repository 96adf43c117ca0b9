import { expect, test } from "vitest";
import { nested } from "../../models/nested.ts";
import { matrix } from "../../src/api/matrix.ts";
import { matrixInWords } from "../../src/api/matrix-in-words.ts";
import * as report from "../../src/report/matrix-in-words.ts";

test("a matrix is told, and what is none refused, such as the promise of one", async () => {
  const promise = matrix({ models: [nested], properties: [], scope: { tasks: 1, containers: 1 } });
  expect(() => matrixInWords(promise as never)).toThrow(
    /^a promise, which has to be awaited, is no matrix: await matrix\(options\) gives one$/,
  );
  const found = await promise;
  expect(matrixInWords(found)).toBe(report.matrixInWords(found));
  // What no compiler looks at may be anything.
  expect(() => matrixInWords(undefined as never)).toThrow(/^undefined is no matrix/);
  expect(() => matrixInWords([] as never)).toThrow(/^a list is no matrix/);
});
