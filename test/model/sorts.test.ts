import { expect, test } from "vitest";
import { list, local, oneOf, record, reference, table } from "../../src/model/shape.ts";
import { sortsOf } from "../../src/model/sorts.ts";

test("what is tabled or listed under numbers is a sort, what is only referred to, local or has no room is none", () => {
  const value = oneOf(1, 2);
  const shape = record({
    rows: table("row", 2, record({ to: reference("only referred to", 3) })),
    inside: record({ items: list(1, value, "item") }),
    places: list(2, value),
    image: local(record({ copies: table("copy", 2, value) })),
    none: table("without room", 0, value),
    empty: list(0, value, "never there"),
  });
  expect(sortsOf(shape)).toEqual(["row", "item"]);
});
