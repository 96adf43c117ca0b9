/** What the built-in designs and properties say about themselves. */
import { describe, expect, test } from "vitest";
import { MODELS, PROPERTIES } from "../src/catalogue.ts";

const NAME = /^[a-z]+(?:-[a-z]+)*$/;
const LINE = /^[a-z].{20,}[^.]$/;
const SENTENCE = /^[A-Za-z].{20,}\.$/;

test.each([
  ["designs", MODELS],
  ["properties", PROPERTIES],
])("no two %s have one name", (_, all) => {
  const names = all.map(({ name }) => name);
  expect(new Set(names).size).toBe(names.length);
  for (const name of names) expect(name).toMatch(NAME);
});

describe.each(MODELS)("$name", ({ summary, source, domain, shows, errnos = {} }) => {
  test("says in a line what it is, and where it comes from", () => {
    expect(summary).toMatch(LINE);
    expect(source.length).toBeGreaterThan(10);
    // What follows the author's name, the list and the date is a quotation.
    if (!source.startsWith("Serge E. Hallyn, ")) return;
    const [, ...quotations] = source.split(": ");
    for (const quotation of quotations) expect(quotation).toMatch(/^"[^"]{10,}"$/);
  });

  test("shows features of its domain, each once", () => {
    expect(new Set(shows).size).toBe(shows.length);
    expect(domain.features).toEqual(expect.arrayContaining([...shows]));
  });

  test("says what each errno of its own means", () => {
    for (const meaning of Object.values(errnos)) expect(meaning).toMatch(/^[a-z].{8,}[^.]$/);
  });
});

describe.each(PROPERTIES)("$name", ({ claim, source, domain, needs = [] }) => {
  test("claims something in a sentence, and says where it comes from", () => {
    expect(claim).toMatch(SENTENCE);
    expect(source.length).toBeGreaterThan(10);
  });

  test("needs features of its domain", () => {
    const features = MODELS.filter((model) => model.domain.name === domain).flatMap(({ shows }) => shows);
    expect(features).toEqual(expect.arrayContaining([...needs]));
  });
});
