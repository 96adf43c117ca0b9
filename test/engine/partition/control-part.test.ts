import { expect, test } from "vitest";
import { layOut } from "../../../src/engine/codec/layout.ts";
import { controlPartOf, opaqueSortsOf } from "../../../src/engine/partition/control-part.ts";
import { list, record, reference, referenceOr, table } from "../../../src/model/shape.ts";

test("a value in a list, or for which none may stand, may be missing though its row is there", () => {
  const row = record({
    own: reference("red", 3),
    none: referenceOr(null, "red", 3),
    some: list(1, record({ value: reference("red", 3) })),
  });
  const layout = layOut(record({ rows: table("row", 1, row), held: reference("red", 3) }));
  const { optional } = controlPartOf(layout, opaqueSortsOf(layout));
  const places = [...optional].map((slot) => layout.slots[slot]?.place);
  expect(places).toEqual(["rows[1].none", "rows[1].some[0].value"]);
});

test("a sort of which there can be very many holders is not opaque: their partitions could not be listed", () => {
  const opaqueOf = (rows: number) =>
    opaqueSortsOf(layOut(record({ rows: table("row", rows, record({ value: reference("red", 20) })) })));
  expect([10, 11].map((rows) => opaqueOf(rows).length)).toEqual([1, 0]);
});
