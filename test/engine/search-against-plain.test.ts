/** The fast search finds what the plain one finds, however it searches. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { nested } from "../../models/nested.ts";
import type { ContainerScope } from "../../src/domains/containers/scope.ts";
import { COUNT } from "../../src/engine/search/findings.ts";
import { search } from "../../src/engine/search.ts";
import type { SearchOptions } from "../../src/engine/search-options.ts";
import type { SearchResult } from "../../src/engine/search-result.ts";
import { CONTAINER_POINT_PROPERTIES } from "../container-models.ts";
import { type PlainResult, plainSearch } from "./plain-search.ts";
import { searchWithThreads } from "./search/search-with-threads.ts";

const KINDS = ["uts", "net", "ipc"] as const;

/** Scopes of up to a few thousand worlds. */
const smallScope = fc
  .record({
    tasks: fc.integer({ min: 1, max: 3 }),
    containers: fc.integer({ min: 1, max: 3 }),
    kinds: fc.integer({ min: 1, max: 2 }).map((number) => KINDS.slice(0, number)),
    names: fc.subarray(["a", "b", "unnamed1"], { maxLength: 2 }),
    images: fc.integer({ min: 0, max: 1 }),
  })
  .filter(({ tasks, kinds, names, images }) => tasks * kinds.length * (names.length + 1) * (images + 1) <= 9);

/** What both searches find. Only one of them lists operations that were never tried. */
function common({ worlds, levels, depth, terminal, complete, calls, verdicts }: PlainResult) {
  const tried = [...calls].filter(([, { ok, refused }]) => ok > 0 || Object.keys(refused).length > 0);
  return { worlds, levels, depth, terminal, complete, verdicts, calls: new Map(tried) };
}

/** Verdicts with their histories, which do not depend on how worlds are counted. */
function withoutCases({ verdicts }: { verdicts: SearchResult["verdicts"] }) {
  return verdicts.map(({ cases, ...verdict }) => ({ ...verdict, hasCases: cases > 0 }));
}

test("worlds, levels, calls, cases, verdicts and histories are the same", () => {
  fc.assert(
    fc.property(smallScope, (scope) => {
      expect(common(search(nested, CONTAINER_POINT_PROPERTIES, scope))).toEqual(
        common(plainSearch(nested, CONTAINER_POINT_PROPERTIES, scope)),
      );
    }),
    { numRuns: 12 },
  );
});

test("with a bound on depth too", () => {
  fc.assert(
    fc.property(smallScope, fc.integer({ min: 0, max: 8 }), (scope, depth) => {
      const plain = plainSearch(nested, CONTAINER_POINT_PROPERTIES, scope, depth);
      expect(common(search(nested, CONTAINER_POINT_PROPERTIES, scope, { depth }))).toEqual(common(plain));
    }),
    { numRuns: 12 },
  );
});

test("with symmetry the verdicts and the shortest histories are the same, of fewer worlds", () => {
  fc.assert(
    fc.property(smallScope, (scope) => {
      const whole = search(nested, CONTAINER_POINT_PROPERTIES, scope);
      const reduced = search(nested, CONTAINER_POINT_PROPERTIES, scope, { symmetry: true });
      expect(withoutCases(reduced)).toEqual(withoutCases(whole));
      expect(reduced.worlds).toBeLessThanOrEqual(whole.worlds);
      expect(reduced.depth).toBeLessThanOrEqual(whole.depth);
    }),
    { numRuns: 15 },
  );
});

describe("with several workers", () => {
  const properties = CONTAINER_POINT_PROPERTIES.filter(({ name }) =>
    ["never-leaves", "unshare-isolates", "nothing-leaks"].includes(name),
  );

  // The scopes are large enough for the other workers to be started.
  test.each<[string, ContainerScope, SearchOptions]>([
    ["without symmetry", { tasks: 2, containers: 4, kinds: ["uts", "net"], names: ["a"], images: 0 }, {}],
    [
      "up to symmetry, with opaque namespaces",
      { tasks: 3, containers: 4, kinds: ["uts", "net", "ipc"], names: ["a"], images: 0 },
      { symmetry: true },
    ],
    [
      "up to symmetry",
      { tasks: 3, containers: 3, kinds: ["uts", "net"], names: ["a"], images: 1 },
      { symmetry: true },
    ],
  ])("counts, verdicts and histories are the same: %s", async (_, scope, options) => {
    const alone = search(nested, properties, scope, options);
    const { result, memory } = await searchWithThreads(nested, properties, scope, 2, options);
    expect(common(result)).toEqual(common(alone));
    for (const counts of memory.counts) expect(counts[COUNT.expanded]).toBeGreaterThan(0);
  });
});
