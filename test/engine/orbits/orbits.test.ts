import fc from "fast-check";
import { expect, test } from "vitest";
import { Orbits } from "../../../src/engine/orbits/orbits.ts";
import { codecOf } from "../../../src/engine/packed/codec.ts";
import { anyRenumbering, renumbered } from "../packed/renumbering.ts";
import { model, worldsOfRuns } from "../packed/shaped-run.ts";

const known = { counts: Float64Array.of(2, 3), steps: undefined, isFinal: false };

test("a world is found again however it is numbered, and what was not added up is added up once", () => {
  fc.assert(
    fc.property(worldsOfRuns, fc.gen(), ({ scope, worlds }, any) => {
      const codec = codecOf(model.shape(scope));
      const values = new Int32Array(codec.layout.slots.length);
      codec.read(any(fc.constantFrom, ...worlds), values);
      const orbits = new Orbits(codec.layout);
      expect(orbits.find(values)).toBeUndefined();
      orbits.keep(known);

      const orbit = orbits.find(renumbered(codec.layout, values, any(anyRenumbering, codec.layout)));
      if (orbit === undefined) throw new Error("it was not found");
      expect(orbit).toMatchObject({ ...known, met: 1 });
      orbits.meet(orbit);
      orbits.meet(orbit);
      const added: number[] = [];
      orbits.addUp((_, more) => added.push(more));
      orbits.addUp((_, more) => added.push(more));
      expect(added).toEqual([2]);
      expect(orbit.met).toBe(3);
    }),
  );
});
