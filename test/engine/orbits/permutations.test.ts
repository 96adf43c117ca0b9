import { describe, expect, test } from "vitest";
import { permutationsOf, rankOf } from "../../../src/engine/orbits/permutations.ts";

describe.each([
  [0, 1],
  [1, 1],
  [2, 2],
  [3, 6],
  [4, 24],
  [5, 120],
  [6, 720],
  [7, 5040],
])("of %i things", (length, count) => {
  const orders = permutationsOf(length);

  test("there are as many orders as their factorial, and each has all of them", () => {
    expect(orders).toHaveLength(count);
    const things = Array.from({ length }, (_, thing) => thing);
    for (const order of orders) expect([...order].sort()).toEqual(things);
  });

  test("they come in lexicographic order, none twice", () => {
    const texts = orders.map((order) => order.join(""));
    expect(texts).toEqual([...new Set(texts)].sort());
  });

  test("the rank of each is its place", () => {
    expect(orders.map(rankOf)).toEqual([...orders.keys()]);
  });
});

test("the orders of three things", () => {
  expect(permutationsOf(3).map((order) => order.join(""))).toEqual([
    "012",
    "021",
    "102",
    "120",
    "201",
    "210",
  ]);
});
