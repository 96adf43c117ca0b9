import { expect, test } from "vitest";
import * as api from "../../src/browser.ts";

test("every design that comes with nsmodel is exported", () => {
  const exported: readonly unknown[] = Object.values(api);
  expect(api.MODELS.filter((model) => !exported.includes(model)).map(({ name }) => name)).toEqual([]);
});
