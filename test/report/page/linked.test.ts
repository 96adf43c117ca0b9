import { runInNewContext } from "node:vm";
import { expect, test } from "vitest";
import { linked } from "../../../src/report/page/linked.ts";

test("modules become one script, in the order given", () => {
  const script = linked([
    "export const one = 1;\nexport function two() {\n  return one + 1;\n}\n",
    'import { one, two } from "./first.js";\n\nglobalThis.sum = one + two();\n',
  ]);
  const context = { sum: 0 };
  runInNewContext(script, context);
  expect(context.sum).toBe(3);
});

test("names do not leave the script", () => {
  const context: Record<string, unknown> = {};
  runInNewContext(linked(["export const secret = 1;"]), context);
  expect(Object.keys(context)).toEqual([]);
});

test.each(["export default 1;", 'export * from "./x.js";', 'import "./x.js"'])(
  "%s cannot be linked",
  (text) => {
    expect(() => linked([text])).toThrow("cannot be linked");
  },
);
