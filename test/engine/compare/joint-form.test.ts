import { expect, test } from "vitest";
import { nested } from "../../../models/nested.ts";
import { jointFormOf } from "../../../src/engine/compare/joint-form.ts";
import { oneOf, record, reference, table } from "../../../src/model/shape.ts";

const scope = { tasks: 3, containers: 2, kinds: [], names: [], images: 0 } as const;

/** Tasks that use nsproxies; each nsproxy has a colour. */
const shape = record({
  tasks: table("task", 3, record({ nsproxy: reference("nsproxy", 3) })),
  nsproxies: table("nsproxy", 3, record({ colour: oneOf("red", "blue") })),
});
const world = (uses: readonly number[], colours: readonly string[]) => ({
  tasks: [null, ...uses.map((nsproxy) => ({ nsproxy }))],
  nsproxies: [null, ...colours.map((colour) => ({ colour }))],
});

const RED_BLUE = world([1, 2], ["red", "blue"]);
const BLUE_RED = world([1, 2], ["blue", "red"]);

function form(first: object, second: object): string {
  const joint = jointFormOf(shape, shape);
  if (joint === undefined) throw new Error("the shapes can be joined");
  return joint(first, second);
}

test("pairs that differ in numbers of tasks on both sides have one form", () => {
  expect(form(RED_BLUE, BLUE_RED)).toBe(form(BLUE_RED, RED_BLUE));
});

test("a task has one number on both sides", () => {
  expect(form(RED_BLUE, RED_BLUE)).not.toBe(form(RED_BLUE, BLUE_RED));
});

test("all else is numbered by each side for itself", () => {
  expect(form(RED_BLUE, world([2, 1], ["blue", "red"]))).toBe(form(RED_BLUE, RED_BLUE));
});

test.each(["first", "second"])("what a task uses on the %s side counts", (side) => {
  const [one, other] = [world([1, 1, 2], ["red", "blue"]), world([1, 2, 2], ["red", "blue"])];
  const same = world([1, 1, 1], ["red"]);
  if (side === "first") expect(form(one, same)).not.toBe(form(other, same));
  else expect(form(same, one)).not.toBe(form(same, other));
});

test("shapes that cannot be joined have no form", () => {
  const twice = record({ one: nested.shape(scope), other: nested.shape(scope) });
  expect(jointFormOf(twice, nested.shape(scope))).toBe(undefined);
  expect(jointFormOf(nested.shape(scope), oneOf(1))).toBe(undefined);
  expect(jointFormOf(record({ tasks: shape.fields["tasks"] ?? oneOf(1), more: shape }), shape)).toBe(
    undefined,
  );
});
