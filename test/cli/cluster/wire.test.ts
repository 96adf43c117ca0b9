import fc from "fast-check";
import { expect, test } from "vitest";
import { MODELS, PROPERTIES } from "../../../src/catalogue.ts";
import { read, write } from "../../../src/cli/cluster/wire.ts";

const named = {
  models: new Map(MODELS.map((model) => [model.name, model])),
  properties: new Map(PROPERTIES.map((property) => [property.name, property])),
};

/** All domain objects: designs with state of their own have a different one. */
const DOMAINS = [MODELS[0].domain, ...MODELS.slice(-2).map(({ domain }) => domain)];

/** devalue refuses objects with this key, so no message has it. */
const key = fc.string().filter((text) => text !== "__proto__");

const message = fc.letrec<{ readonly message: unknown }>((tie) => ({
  message: fc.oneof(
    { depthSize: "small" },
    fc.constantFrom<unknown>(...MODELS.slice(0, 3), ...PROPERTIES.slice(0, 3), ...DOMAINS),
    fc.constantFrom<unknown>(undefined, null, true, -0, Number.NaN, Number.POSITIVE_INFINITY, 12n),
    fc.string(),
    fc.integer(),
    fc.uint8Array(),
    fc.array(tie("message"), { maxLength: 4 }),
    fc.dictionary(key, tie("message"), { maxKeys: 4 }),
    fc.array(fc.tuple(fc.string(), tie("message")), { maxLength: 4 }).map((entries) => new Map(entries)),
    fc.array(fc.integer(), { maxLength: 4 }).map((numbers) => new Set(numbers)),
  ),
})).message;

test("what is written is read again, and a design or property is the same one", () => {
  fc.assert(
    fc.property(message, (sent) => {
      const { text, models, properties } = write(sent, named);
      const received = read(text, named);
      expect(received).toEqual(sent);
      // The names that it uses are enough to read it.
      const few = {
        models: new Map([...named.models].filter(([name]) => models.includes(name))),
        properties: new Map([...named.properties].filter(([name]) => properties.includes(name))),
      };
      expect(read(text, few)).toEqual(sent);
    }),
    { numRuns: 200 },
  );
  const [model] = MODELS;
  expect(read(write([model], named).text, named)).toEqual([expect.toSatisfy((one) => one === model)]);
});

test("what is not known cannot be read, and what is no data cannot be written", () => {
  const { text } = write({ design: MODELS[0] }, named);
  expect(() => read(text, { models: new Map(), properties: new Map() })).toThrow(
    "names nested, which is not known here",
  );
  expect(() => write({ code: () => 1 }, named)).toThrow();
});
