/** The fast search says what the plain one says, however it searches. */
import fc from "fast-check";
import { describe, expect, test, vi } from "vitest";
import { nested } from "../../models/nested.ts";
import { PROPERTIES } from "../../src/catalogue.ts";
import { Threads } from "../../src/cli/search-crew.ts";
import { COUNT } from "../../src/engine/parallel/shared-memory.ts";
import { type SearchOptions, type SearchResult, search, searchInSteps } from "../../src/engine/search.ts";
import type { Scope } from "../../src/model/scope.ts";
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

/** What both find; which call led first to a world depends on the order of the workers, and on what is shared. */
function common(
  { worlds, levels, depth, finals, complete, calls, verdicts }: PlainResult,
  orderMatters = true,
) {
  const counts = [...calls].map(([op, { new: first, ...count }]) => [
    op,
    { ...count, first: orderMatters ? first : 0 },
  ]);
  const tried = counts.filter(([, count]) => JSON.stringify(count) !== JSON.stringify(NEVER));
  return { worlds, levels, depth, finals, complete, verdicts, calls: new Map(tried as [string, object][]) };
}

const NEVER = { ok: 0, unchanged: 0, refused: {}, first: 0 };

/** Verdicts with their histories, which do not depend on how worlds are counted. */
function withoutCases({ verdicts }: { verdicts: SearchResult["verdicts"] }) {
  return verdicts.map(({ cases, ...verdict }) => ({ ...verdict, hasCases: cases > 0 }));
}

test("worlds, levels, calls, cases, verdicts and histories are the same", () => {
  fc.assert(
    fc.property(smallScope, fc.boolean(), fc.boolean(), (scope, exact, sharing) => {
      expect(common(search(nested, PROPERTIES, scope, { exact, sharing }), !sharing)).toEqual(
        common(plainSearch(nested, PROPERTIES, scope), !sharing),
      );
    }),
    { numRuns: 12 },
  );
});

test("with a bound on depth too", () => {
  fc.assert(
    fc.property(smallScope, fc.integer({ min: 0, max: 8 }), fc.boolean(), (scope, depth, sharing) => {
      const plain = plainSearch(nested, PROPERTIES, scope, depth);
      expect(common(search(nested, PROPERTIES, scope, { depth, sharing }), !sharing)).toEqual(
        common(plain, !sharing),
      );
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
      expect(common(once, false)).toEqual(common(each, false));
    }),
    { numRuns: 20 },
  );
});

test("worlds that share what is found in one of them come to the same, also where images are kept", () => {
  const scope: Scope = { tasks: 3, containers: 3, kinds: ["uts"], names: ["a"], images: 1 };
  const each = search(nested, PROPERTIES, scope, { sharing: false });
  const shared = search(nested, PROPERTIES, scope, { sharing: true });
  expect(common(shared)).toEqual(common(each));
});

describe("with several workers", () => {
  // Large enough for the others to be started.
  const scope: Scope = { tasks: 3, containers: 3, kinds: ["uts", "net"], names: ["a", "b"], images: 0 };
  const properties = PROPERTIES.filter(({ name }) =>
    ["never-leaves", "always-enterable", "nothing-leaks"].includes(name),
  );

  test.each([{}, { exact: true }, { sharing: true }])(
    "counts, verdicts and histories are the same: %o",
    async (options) => {
      const alone = common(search(nested, properties, scope, options), false);
      const crew = new Threads(2);
      const start = vi.spyOn(crew, "start");
      const together = common(await searchTogether(scope, { ...options, crew }), false);
      expect(together).toEqual(alone);
      expect(start).toHaveBeenCalledOnce();
      const [, memory] = start.mock.calls[0] ?? [];
      const byOthers = memory?.counts
        .slice(1)
        .reduce((sum, counts) => sum + (counts[COUNT.expanded] ?? 0), 0);
      expect(byOthers).toBeGreaterThan(0);
    },
  );

  async function searchTogether(within: Scope, options: SearchOptions): Promise<SearchResult> {
    const run = searchInSteps(nested, properties, within, options);
    for (;;) {
      const next = run.next();
      if (next.done) return next.value;
      await new Promise((resume) => setImmediate(resume));
    }
  }
});
