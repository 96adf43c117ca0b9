import fc from "fast-check";
import { expect, test } from "vitest";
import { unshareKeeping } from "../../../models/unshare-keeping.ts";
import { PropertyView } from "../../../src/engine/expand/property-view.ts";
import { ReachedStates } from "../../../src/engine/expand/reached-states.ts";
import { ShownState } from "../../../src/engine/expand/shown-state.ts";
import { StateSpace } from "../../../src/engine/expand/state-space.ts";
import type { Model } from "../../../src/model/model.ts";

const SCOPE = { tasks: 3, containers: 2, kinds: ["uts", "net"], names: ["a"], images: 0 } as const;
/** Its calls may keep the control form, and then keep or change the partitions. */
const design: Model = unshareKeeping;
const { picture } = design.domain.observations;

const folded = () => new StateSpace(design, SCOPE, { symmetry: true, looked: new Set<string>() });
const space = folded();
const view = new PropertyView(space, "remember nothing");
const apart = space.values();
const holders = new Uint8Array(space.part.opaque.length);
const shown = new ShownState(space, view, apart, holders);

/** A second space, which finds states as a search does, so that the one above is used for nothing else. */
const plain = folded();
const others = new ReachedStates(plain);
for (const reached of others.all) for (const _ of others.expand(reached)); // adds its successors
const states = others.all.map(({ values }) => {
  plain.settle(values);
  const combination = plain.sharing.combination();
  const state = plain.values();
  plain.stateOf(plain.words, 0, combination, state);
  return { words: plain.words.slice(), combination, state };
});
const anyState = fc.constantFrom(...states);

test("properties see the world of the state that is shown", () => {
  fc.assert(
    fc.property(anyState, ({ words, combination, state }) => {
      space.stateWhereAllDiffer(words, 0, apart);
      holders.set(space.sharing.holders);
      const world = view.observe(space.worldOf(apart));
      view.showAllApart();
      const before = picture(world, SCOPE);
      space.settle(space.first()); // this may happen before another state is shown
      shown.show(combination);
      view.begin();
      expect(picture(world, SCOPE)).toBe(picture(design.observe(plain.worldOf(state), SCOPE), SCOPE));
      // A single holder shares with nobody, so there is nothing to look at.
      expect(view.hasLooked).toBe(holders.some((count) => count > 1));
      expect(view.reads > 0).toBe(holders.some((count) => count > 0));
      view.showAllApart();
      expect(picture(world, SCOPE)).toBe(before);
    }),
  );
});

test("the state that is shown differs from that after a step where the step leads to another", () => {
  const found = { same: 0, other: 0 };
  fc.assert(
    fc.property(anyState, ({ words, combination, state }) => {
      space.stateWhereAllDiffer(words, 0, apart);
      holders.set(space.sharing.holders);
      shown.show(combination);
      const key = plain.keyOf(state);
      for (const operation of plain.operationsIn(state)) {
        const after = plain.carryOut(state, operation).values;
        if (after === state || !plain.keyOf(after).startsWith(`${words.join()} `)) continue;
        const copied = plain.carryOut(apart, operation).values;
        const isOther = plain.keyOf(after) !== key;
        found[isOther ? "other" : "same"]++;
        expect(shown.differsFrom(copied)).toBe(isOther);
      }
    }),
    { numRuns: 1000 },
  );
  expect(Math.min(found.same, found.other)).toBeGreaterThan(0);
});
