import { expect, test } from "vitest";
import { compiled } from "../../../src/engine/codec/compiled.ts";

/** Calls `look` while compiling any code throws `error`. */
function whereCodeFails<Found>(error: Error, look: () => Found): Found {
  const before = globalThis.Function;
  globalThis.Function = class {
    constructor() {
      throw error;
    }
  } as unknown as FunctionConstructor; // it is only called with new
  try {
    return look();
  } finally {
    globalThis.Function = before;
  }
}

test("code takes what it is given by name", () => {
  expect(compiled<number>({ one: 40, other: 2 }, "return one + other;")).toBe(42);
});

test("it is strict", () => {
  expect(() => compiled({}, "nowhere = 1;")).toThrow("nowhere is not defined");
});

test("where no code may be made there is none", () => {
  const forbidden = new EvalError("forbidden by the page");
  expect(whereCodeFails(forbidden, () => compiled({}, "return 1;"))).toBe(undefined);
});

test("what else is wrong is told", () => {
  expect(() => compiled({}, "return (;")).toThrow("Unexpected token");
  expect(() => whereCodeFails(new RangeError("no memory"), () => compiled({}, "return 1;"))).toThrow(
    "no memory",
  );
});

test("an error of the code is no reason to go without it", () => {
  expect(() => compiled({}, 'throw new EvalError("its own");')).toThrow("its own");
});
