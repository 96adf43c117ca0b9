/**
 * A search of a drawn design finds what brute force finds, which keeps whole states and represents an orbit by its least state.
 * The environment variable `DRAWN_RUNS` says how many designs are drawn.
 */
import fc from "fast-check";
import { expect, test } from "vitest";
import { nested } from "../../models/nested.ts";
import { layOut } from "../../src/engine/codec/layout.ts";
import { StateSpace } from "../../src/engine/expand/state-space.ts";
import { searchOnce } from "../../src/engine/search/single-search.ts";
import { search } from "../../src/engine/search.ts";
import { finish } from "../../src/history/finish.ts";
import { bruteForce, itself, leastOfOrbit } from "./drawn/brute-force.ts";
import { NO_SCOPE } from "./drawn/design.ts";
import {
  type DrawnCase,
  depthOf,
  drawCase,
  drawCaseWithNames,
  ofBruteForce,
  ofSearch,
} from "./drawn/found.ts";
import type { Looks } from "./drawn/rules.ts";
import { drawStates, permutedCopies } from "./drawn/states.ts";
import { drawn } from "./drawn/tape.ts";
import { foundByWorkers } from "./drawn/workers.ts";

const RUNS = Number(process.env["DRAWN_RUNS"] ?? 6);
const MAX_STATES = 50;

/** @param check if it fails, no smaller design is looked for: that would take minutes */
function forDrawnDesigns(looks: Looks, numRuns: number, check: (drawn: DrawnCase) => void): void {
  const cases = drawn((tape) => drawCase(tape, looks));
  fc.assert(fc.property(cases, check), { numRuns, endOnFailure: true });
}

function bruteForceUpToSymmetry({ model, properties }: DrawnCase) {
  const least = leastOfOrbit(layOut(model.shape(NO_SCOPE)));
  return bruteForce(model, properties, NO_SCOPE, MAX_STATES, least);
}

test("designs that only copy values: with values opaque and with none, by one worker and by two", () => {
  forDrawnDesigns("at neither", RUNS, (drawnCase) => {
    const { model, properties } = drawnCase;
    const brute = bruteForceUpToSymmetry(drawnCase);
    const how = { model, properties, scope: NO_SCOPE, symmetry: true, ...depthOf(brute) };
    for (const dataIndependence of [true, false]) {
      const found = finish(searchOnce({ ...how, dataIndependence, renaming: false, comparisons: "some" }));
      expect(found).toMatchObject({ misled: undefined, design: undefined, asymmetric: new Map() });
      expect(ofSearch(found)).toEqual(ofBruteForce(brute, properties));
    }
    const task = {
      depth: 1000,
      ...how,
      dataIndependence: true,
      renaming: false,
      comparisons: "some" as const,
    };
    expect(foundByWorkers(task, 2)).toEqual(foundByWorkers(task, 1));
  });
});

test("designs to which names are mere names: where one state is expanded for all that differ in names, and where each is", () => {
  const cases = drawn((tape) => drawCaseWithNames(tape, true));
  const check = (drawnCase: DrawnCase): void => {
    const { model, properties } = drawnCase;
    const brute = bruteForceUpToSymmetry(drawnCase);
    const how = { model, properties, scope: NO_SCOPE, symmetry: true, ...depthOf(brute) };
    for (const dataIndependence of [true, false]) {
      for (const renaming of [true, false]) {
        const found = finish(searchOnce({ ...how, dataIndependence, renaming, comparisons: "some" }));
        expect(found).toMatchObject({ misled: undefined, design: undefined, asymmetric: new Map() });
        expect(ofSearch(found)).toEqual(ofBruteForce(brute, properties));
      }
      const task = { depth: 1000, ...how, dataIndependence, renaming: true, comparisons: "some" as const };
      expect(foundByWorkers(task, 2)).toEqual(foundByWorkers(task, 1));
    }
  };
  fc.assert(fc.property(cases, check), { numRuns: RUNS, endOnFailure: true });
});

test("designs that make something of a name are found out, or it makes no difference", () => {
  const cases = drawn((tape) => drawCaseWithNames(tape, false));
  const check = (drawnCase: DrawnCase): void => {
    const { model, properties } = drawnCase;
    const brute = bruteForceUpToSymmetry(drawnCase);
    const found = search(model, properties, NO_SCOPE, {
      symmetry: true,
      comparisons: "some",
      ...depthOf(brute),
    });
    expect(ofSearch(found)).toEqual(ofBruteForce(brute, properties));
  };
  fc.assert(fc.property(cases, check), { numRuns: RUNS, endOnFailure: true });
});

test("designs that look at who shares a value are found out, or it makes no difference", () => {
  forDrawnDesigns("at values", RUNS / 2, (drawnCase) => {
    const { model, properties } = drawnCase;
    const brute = bruteForceUpToSymmetry(drawnCase);
    const found = search(model, properties, NO_SCOPE, { symmetry: true, ...depthOf(brute) });
    expect(found.asymmetries).toEqual([]);
    expect(ofSearch(found)).toEqual(ofBruteForce(brute, properties));
  });
});

test("designs that look at a number are found out, or it makes no difference", () => {
  forDrawnDesigns("at numbers", RUNS / 2, ({ model, properties }) => {
    const least = leastOfOrbit(layOut(model.shape(NO_SCOPE)));
    const brute = bruteForce(model, properties, NO_SCOPE, MAX_STATES, least, itself);
    const found = search(model, properties, NO_SCOPE, { symmetry: true, ...depthOf(brute) });
    const [expected, actual] = [ofBruteForce(brute, properties), ofSearch(found)];
    if (!found.symmetry) expect(actual).toEqual(expected);
    // Up to symmetry there are fewer cases, and what a search without symmetry leaves open may be decided.
    for (const [index, { verdict, length }] of expected.verdicts.entries())
      if (verdict !== "not-decided") expect(actual.verdicts[index]).toMatchObject({ verdict, length });
  });
});

test("states of drawn structures: one form, and one way to share, exactly where some permutation makes them equal", () => {
  const worlds = drawn((tape) => drawStates(tape, 40));
  fc.assert(
    fc.property(worlds, ({ shape, layout, states }) => {
      const least = leastOfOrbit(layout);
      const model = { ...nested, shape: () => shape };
      const spaces = [new Set<string>(), undefined].map(
        (looked) => new StateSpace(model, NO_SCOPE, { symmetry: true, looked }),
      );
      const all = states.flatMap((values) => [values, ...permutedCopies(layout, values)]);
      for (const space of spaces) {
        const keys = all.map((values) => space.keyOf(values));
        expect(classesOf(keys)).toEqual(classesOf(all.map(least)));
      }
    }),
    { numRuns: 3 * RUNS, endOnFailure: true },
  );
});

/** For each text, the place of the first that is the same. */
function classesOf(texts: readonly string[]): number[] {
  return texts.map((text) => texts.indexOf(text));
}
