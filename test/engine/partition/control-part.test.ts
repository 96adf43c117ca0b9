import { expect, test } from "vitest";
import { layOut } from "../../../src/engine/codec/layout.ts";
import { controlPartOf, opaqueSortsOf } from "../../../src/engine/partition/control-part.ts";
import { list, local, oneOf, record, reference, referenceOr, table } from "../../../src/model/shape.ts";

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

test("so many sorts are opaque as their partitions together can be counted", () => {
  const row = record({
    one: reference("red", 20),
    other: reference("blue", 20),
    third: reference("green", 20),
  });
  const opaqueOf = (rows: number) =>
    opaqueSortsOf(layOut(record({ rows: table("row", rows, row) }))).map(({ name }) => name);
  expect([6, 8, 10].map(opaqueOf)).toEqual([["red", "blue", "green"], ["red", "blue"], ["red"]]);
});

test("up to as many combinations as a number of 31 bits can tell", () => {
  const sorts = Array.from(
    { length: 32 },
    (_, index) => [`sort ${index}`, reference(`${index}`, 2)] as const,
  );
  const layout = layOut(record({ rows: table("row", 2, record(Object.fromEntries(sorts))) }));
  // Two holders have two partitions.
  expect(opaqueSortsOf(layout)).toHaveLength(31);
});

test("nothing is opaque where a part records others", () => {
  const part = local(record({ rows: table("row", 1, record({ value: reference("red", 3) })) }));
  expect(opaqueSortsOf(layOut(record({ part, held: reference("red", 3) })))).toEqual([]);
});

test("there is room for more opaque numbers, and for no others", () => {
  const layout = layOut(
    record({
      mark: oneOf("x", "y"),
      rows: table("row", 2, record({ value: reference("red", 3) })),
      chosen: reference("row", 2),
      wide: reference("blue", 50),
    }),
  );
  const { whole, endOfLabels } = controlPartOf(layout, opaqueSortsOf(layout));
  const largest = Object.fromEntries(whole.slots.map((slot) => [slot.place, slot.largest]));
  expect(largest).toMatchObject({ "rows[1].value": endOfLabels, "rows[2].value": endOfLabels, wide: 50 });
  expect([largest["mark"], largest["chosen"]]).toEqual([1, 2]);
  const fields = whole.root.is === "record" ? Object.fromEntries(whole.root.fields) : {};
  expect(fields).toMatchObject({ mark: { is: "one of" }, chosen: { largest: 2 }, wide: { largest: 50 } });
});
