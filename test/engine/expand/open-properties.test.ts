import fc from "fast-check";
import { expect, test } from "vitest";
import { nested } from "../../../models/nested.ts";
import { always, onEveryStep, sometimes } from "../../../src/domains/containers/property.ts";
import { OpenProperties, openPropertiesOf } from "../../../src/engine/expand/open-properties.ts";
import { isAbout, type PointProperty } from "../../../src/model/property.ts";

const OPS = ["fork", "exit", "kill"];
const about = { claim: "A test.", source: "a test" };

const anyProperty: fc.Arbitrary<PointProperty> = fc
  .record({
    form: fc.constantFrom("always", "sometimes", "on every step", "on every step"),
    on: fc.option(fc.subarray(OPS), { nil: undefined }),
    when: fc.constantFrom("ok", "refused", "changed", undefined),
  })
  .map(({ form, on, when }) => {
    if (form === "always") return always({ ...about, name: "a", check: () => "holds" });
    if (form === "sometimes") return sometimes({ ...about, name: "s", check: () => "holds" });
    return onEveryStep({
      ...about,
      name: "o",
      ...(on && { on }),
      ...(when && { when }),
      check: () => "holds",
    });
  });

test("of each end of a call those are asked that may be about it, in their order, with their places", () => {
  fc.assert(
    fc.property(fc.array(anyProperty, { maxLength: 6 }), (properties) => {
      const indexed = properties.map((property, place) => ({ property, index: 10 + place }));
      const open = new OpenProperties(indexed, OPS);
      const placesOf = (asked: readonly { readonly index: number }[]) => asked.map(({ index }) => index);
      for (const [operation, op] of OPS.entries())
        for (const outcome of ["ok", "EBUSY"] as const)
          for (const isChanged of [true, false, undefined]) {
            const maybe = isChanged === undefined ? [true, false] : [isChanged];
            const expected = indexed.filter(
              ({ property }) =>
                property.form === "on every step" &&
                maybe.some((changed) => isAbout(property, op, outcome !== "ok", changed)),
            );
            expect(placesOf(open.aboutStep(operation, outcome, isChanged))).toEqual(placesOf(expected));
          }
      const aboutWorlds = indexed.filter(({ property }) => property.form !== "on every step");
      expect(placesOf(open.aboutWorlds)).toEqual(placesOf(aboutWorlds));
      expect(open.areNone).toBe(properties.length === 0);
      expect(open.areAboutWorldsAlone).toBe(aboutWorlds.length === properties.length);
      expect(open.aboutStep(OPS.length, "ok", true)).toEqual([]);
    }),
  );
});

test("those are open that apply to a design and are wanted", () => {
  const scope = { tasks: 1, containers: 1, kinds: ["uts"] as const, names: [], images: 0 };
  const holds = always({ ...about, name: "holds", check: () => "holds" });
  const needing = always({ ...about, name: "needing", needs: ["handles"], check: () => "holds" });
  const placesOf = (properties: readonly PointProperty[], isWanted?: (index: number) => boolean) =>
    openPropertiesOf(nested, properties, scope, isWanted).aboutWorlds.map(({ index }) => index);
  expect(placesOf([holds, needing, holds])).toEqual([0, 2]);
  expect(placesOf([holds, needing, holds], (index) => index !== 0)).toEqual([2]);
});
