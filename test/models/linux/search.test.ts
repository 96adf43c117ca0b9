import { describe, expect, test } from "vitest";
import { apply, linux } from "../../../models/linux/linux.ts";
import { operations } from "../../../models/linux/tries.ts";
import { callers, initialWorld } from "../../../models/linux/world.ts";
import type { LinuxScope } from "../../../src/domains/linux/scope.ts";
import { search } from "../../../src/engine/search.ts";
import type { Model } from "../../../src/model/model.ts";
import { IS_QUICK } from "../../quick/quick.ts";

const SMALL = { tasks: 1, pidLevels: 2, userLevels: 2, handles: 0, files: 0, mounts: 0 } as const;

/** Scopes and how many worlds there are in them. */
const COUNTS: readonly (readonly [
  bounds: Partial<LinuxScope> & Pick<LinuxScope, "kinds">,
  worlds: number,
])[] = [
  [{ kinds: ["uts"] }, 7],
  [{ kinds: ["uts"], tasks: 2 }, 161],
  [{ kinds: ["time"] }, 97],
  [{ kinds: ["pid", "user"] }, 165],
  [{ kinds: ["mnt", "user"] }, 521],
  [{ kinds: ["net"], files: 1 }, 65],
  [{ kinds: ["uts"], handles: 1, kernel: "6.18" }, 35],
];

/** A search that misses worlds does so in small scopes too. */
const MAX_COUNTED_SLOWLY = IS_QUICK ? 100 : Number.POSITIVE_INFINITY;

describe.each(COUNTS)("%j", (bounds, worlds) => {
  const scope = { ...SMALL, ...bounds };

  test(`has ${worlds} worlds`, () => {
    const result = search(linux as unknown as Model, [], scope);
    expect(result).toMatchObject({ worlds, complete: true });
    if (worlds <= MAX_COUNTED_SLOWLY) expect(countSlowly(scope)).toBe(worlds);
  });
});

/** A slow, obvious second answer. */
function countSlowly(scope: LinuxScope): number {
  const known = new Set([JSON.stringify(initialWorld(scope))]);
  // Iterating over a set includes what is added meanwhile.
  for (const text of known) {
    const world = JSON.parse(text);
    for (const task of callers(world)) {
      for (const operation of operations(world, task, scope)) {
        const after = structuredClone(world);
        apply(after, operation, scope);
        known.add(JSON.stringify(after));
      }
    }
  }
  return known.size;
}
