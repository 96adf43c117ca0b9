import { Numberings } from "../../../src/engine/orbits/numberings.ts";
import { Orbits, type PlaceInOrbit } from "../../../src/engine/orbits/orbits.ts";
import { OrderTables } from "../../../src/engine/orbits/order-tables.ts";
import type { Values } from "../../../src/engine/packed/codec.ts";
import type { Layout } from "../../../src/engine/packed/layout.ts";
import { packerOf } from "../../../src/engine/packed/packer.ts";
import { GrowingWords } from "../../../src/engine/unfolding/growing-words.ts";
import { renumberCodeOf } from "../../../src/engine/unfolding/renumber-code.ts";

const MOST_BYTES = 2 ** 26;

/** No orbits yet of a layout's worlds, and what goes between worlds and their places in orbits. */
export function orbitsOf(layout: Layout) {
  const numberings = new Numberings(layout);
  const words = new GrowingWords(new SharedArrayBuffer(0, { maxByteLength: MOST_BYTES }));
  const orbits = new Orbits(layout, numberings, new OrderTables(words, numberings.sorts));
  const packer = packerOf(layout);
  const code = renumberCodeOf(numberings.sorts);

  const find = (world: Values) => {
    const place = orbits.find(world);
    return { ...place, numbering: orbits.numberingOf(place) };
  };
  const formOf = (orbit: number): Values => {
    const form = new Int32Array(layout.slots.length);
    packer.unpack(orbits.packedForms, orbit * packer.length, form);
    return form;
  };
  const worldOf = (form: Values, numbering: number): Values => {
    const world = new Int32Array(layout.slots.length);
    numberings.renumber(form, numbering, world);
    return world;
  };
  /** What the tables of a place make of numberings, by the code that a search carries steps out with. */
  const through = ({ tables }: PlaceInOrbit, before: readonly number[]): number[] => {
    const after = new Int32Array(before.length);
    for (const [symmetry, ofSorts] of tables.entries()) {
      const take = symmetry === 0 ? code.renumber : code.keepLesser;
      take(words.view, Int32Array.from(ofSorts), 0, Int32Array.from(before), 0, before.length, after);
    }
    return [...after];
  };
  return { orbits, numberings, find, formOf, worldOf, through };
}
