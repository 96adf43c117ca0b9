/** The fast search says what the plain one says, however it searches. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { nested } from "../../models/nested.ts";
import { PROPERTIES } from "../../src/catalogue.ts";
import { COUNT } from "../../src/engine/parallel/shared-memory.ts";
import { search } from "../../src/engine/search.ts";
import type { SearchResult } from "../../src/engine/search-result.ts";
import type { Scope } from "../../src/model/scope.ts";
import { searchWithCrew } from "./parallel/search-with-crew.ts";
import { type PlainResult, plainSearch } from "./plain-search.ts";

const KINDS = ["uts", "net", "ipc"] as const;

/** Scopes of up to some thousand worlds. */
const smallScope = fc
  .record({
    tasks: fc.integer({ min: 1, max: 3 }),
    containers: fc.integer({ min: 1, max: 3 }),
    kinds: fc.integer({ min: 1, max: 2 }).map((number) => KINDS.slice(0, number)),
    names: fc.subarray(["a", "b", "unnamed1"], { maxLength: 2 }),
    images: fc.integer({ min: 0, max: 1 }),
  })
  .filter(({ tasks, kinds, names, images }) => tasks * kinds.length * (names.length + 1) * (images + 1) <= 9);

/** What both find. An operation that was never tried is counted by one of them alone. */
function common({ worlds, levels, depth, finals, complete, calls, verdicts }: PlainResult) {
  const tried = [...calls].filter(([, { ok, refused }]) => ok > 0 || Object.keys(refused).length > 0);
  return { worlds, levels, depth, finals, complete, verdicts, calls: new Map(tried) };
}

/** Verdicts with their histories, which do not depend on how worlds are counted. */
function withoutCases({ verdicts }: { verdicts: SearchResult["verdicts"] }) {
  return verdicts.map(({ cases, ...verdict }) => ({ ...verdict, hasCases: cases > 0 }));
}

test("worlds, levels, calls, cases, verdicts and histories are the same", () => {
  fc.assert(
    fc.property(smallScope, fc.boolean(), (scope, exact) => {
      expect(common(search(nested, PROPERTIES, scope, { exact }))).toEqual(
        common(plainSearch(nested, PROPERTIES, scope)),
      );
    }),
    { numRuns: 12 },
  );
});

test("with a bound on depth too", () => {
  fc.assert(
    fc.property(smallScope, fc.integer({ min: 0, max: 8 }), (scope, depth) => {
      const plain = plainSearch(nested, PROPERTIES, scope, depth);
      expect(common(search(nested, PROPERTIES, scope, { depth }))).toEqual(common(plain));
    }),
    { numRuns: 12 },
  );
});

test("with symmetry the verdicts and the shortest histories are the same, of fewer worlds", () => {
  fc.assert(
    fc.property(smallScope, (scope) => {
      const whole = search(nested, PROPERTIES, scope);
      const reduced = search(nested, PROPERTIES, scope, { symmetry: true });
      expect(withoutCases(reduced)).toEqual(withoutCases(whole));
      expect(reduced.worlds).toBeLessThanOrEqual(whole.worlds);
      expect(reduced.depth).toBeLessThanOrEqual(whole.depth);
    }),
    { numRuns: 15 },
  );
});

test("what calls of twins stand for is counted as if each were carried out", () => {
  fc.assert(
    fc.property(smallScope, (scope) => {
      const each = search(nested, PROPERTIES, scope, { symmetry: true, twins: false });
      const once = search(nested, PROPERTIES, scope, { symmetry: true, twins: true });
      expect(common(once)).toEqual(common(each));
    }),
    { numRuns: 20 },
  );
});

describe("with several workers", () => {
  // Large enough for the others to be started.
  const scope: Scope = { tasks: 2, containers: 4, kinds: ["uts", "net"], names: ["a"], images: 0 };
  const properties = PROPERTIES.filter(({ name }) =>
    ["never-leaves", "always-enterable", "nothing-leaks"].includes(name),
  );

  test.each([{}, { exact: true }])("counts, verdicts and histories are the same: %o", async (options) => {
    const alone = search(nested, properties, scope, options);
    const { result, memory } = await searchWithCrew(nested, properties, scope, 2, options);
    expect(common(result)).toEqual(common(alone));
    for (const counts of memory.counts) expect(counts[COUNT.expanded]).toBeGreaterThan(0);
  });
});
