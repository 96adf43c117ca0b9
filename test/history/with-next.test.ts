import { expect, test } from "vitest";
import { withNext } from "../../src/history/with-next.ts";

test("each thing comes with the one behind it", () => {
  expect([...withNext([])]).toEqual([]);
  expect([...withNext([1])]).toEqual([{ item: 1, next: undefined }]);
  expect([...withNext([1, 2])]).toEqual([
    { item: 1, next: 2 },
    { item: 2, next: undefined },
  ]);
});
