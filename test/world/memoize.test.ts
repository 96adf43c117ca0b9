import { describe, expect, test } from "vitest";
import { memoize, memoizeWeakly } from "../../src/world/memoize.ts";

describe("memoize", () => {
  test("works out once what it gives for a key, and for each key its own", () => {
    const asked: string[] = [];
    const twice = memoize((text: string) => {
      asked.push(text);
      return text + text;
    });
    expect(["a", "b", "a", "b"].map(twice)).toEqual(["aa", "bb", "aa", "bb"]);
    expect(asked).toEqual(["a", "b"]);
  });

  test("forgets when it would hold too much, and goes on giving the same", () => {
    let asked = 0;
    const next = memoize((number: number) => {
      asked++;
      return number + 1;
    });
    const numbers = Array.from({ length: 10_000 }, (_, index) => index);
    expect([...numbers, ...numbers].map(next)).toEqual([...numbers, ...numbers].map((number) => number + 1));
    expect(asked).toBe(20_000);
  });
});

test("what is remembered is forgotten with the key after the 4,096th", () => {
  const asked: number[] = [];
  const same = memoize((number: number) => {
    asked.push(number);
    return number;
  });
  for (let number = 0; number < 4096; number++) same(number);
  same(0);
  expect(asked.length).toBe(4096);
  same(4096);
  same(0);
  expect(asked.slice(4096)).toEqual([4096, 0]);
});

test("memoizeWeakly goes by the object, not by what it holds", () => {
  let asked = 0;
  const count = memoizeWeakly((_: object) => ++asked);
  const [one, other] = [{}, {}];
  expect([count(one), count(other), count(one)]).toEqual([1, 2, 1]);
});
