import fc from "fast-check";
import {
  CONTROL,
  makeSharedMemory,
  numberedWorldsOf,
  type SharedMemory,
} from "../../../src/engine/parallel/shared-memory.ts";
import { GrowingWords } from "../../../src/engine/unfolding/growing-words.ts";
import { ORBIT, WORDS_OF_ORBIT } from "../../../src/engine/unfolding/numbered-worlds.ts";

/** Takes numbering `x` to `x * factor + summand`. */
interface Renumbering {
  readonly factor: number;
  readonly summand: number;
}

/** A step of all the worlds of an orbit. */
export interface DrawnStep {
  readonly operation: number;
  readonly to: number;
  /** One for each symmetry of the orbit to which it leads. */
  readonly renumberings: readonly Renumbering[];
}

/** For each orbit its steps, drawn in a test: nobody has to find out what can be done there. */
export type DrawnOrbits = readonly (readonly DrawnStep[])[];

const BITS = 10;
export const OPERATIONS = 4;
/** How many numberings an orbit has: more than a worker takes at once. */
export const NUMBERINGS = 2 ** BITS;

const anyRenumbering: fc.Arbitrary<Renumbering> = fc.record({
  factor: fc.nat(7),
  summand: fc.nat(NUMBERINGS - 1),
});

export const anyOrbits: fc.Arbitrary<DrawnOrbits> = fc.integer({ min: 1, max: 5 }).chain((orbits) => {
  const step = fc.record({
    operation: fc.nat(OPERATIONS - 1),
    to: fc.nat(orbits - 1),
    renumberings: fc.array(anyRenumbering, { minLength: 1, maxLength: 2 }),
  });
  return fc.array(fc.array(step, { maxLength: 4 }), { minLength: orbits, maxLength: orbits });
});

/** The numbering to which a step leads: with several symmetries the least. */
export function numberingAfter({ renumberings }: DrawnStep, numbering: number): number {
  return Math.min(...renumberings.map((renumbering) => renumbered(renumbering, numbering)));
}

function renumbered({ factor, summand }: Renumbering, numbering: number): number {
  return (numbering * factor + summand) % NUMBERINGS;
}

/** The memory of a search that knows the orbits already. */
export function memoryWith(orbits: DrawnOrbits, workers: number): SharedMemory {
  const memory = makeSharedMemory({
    workers,
    mostBytes: 2 ** 28,
    wordsOfWorld: 1,
    wordsOfEntry: 1,
    operations: OPERATIONS,
    depth: Number.POSITIVE_INFINITY,
    properties: 0,
    fields: [{ shift: 0, bits: BITS }],
  });
  writeOrbits(memory, orbits);
  return memory;
}

function writeOrbits(memory: SharedMemory, orbits: DrawnOrbits): void {
  const worlds = numberedWorldsOf(memory);
  const [directory, steps, tables] = [worlds.orbits, worlds.steps, worlds.tables].map(
    (buffer) => new Written(buffer),
  );
  if (directory === undefined || steps === undefined || tables === undefined) throw new Error("no buffers");
  for (const drawn of orbits) {
    const from = steps.end;
    for (const { operation, to, renumberings } of drawn) {
      const offsets = renumberings.map((renumbering) => tables.add(tableOf(renumbering)));
      steps.add([operation, to, renumberings.length, ...offsets]);
    }
    directory.add([0, from, steps.end, drawn.length === 0 ? 1 : 0]);
  }
}

function tableOf(renumbering: Renumbering): number[] {
  return Array.from({ length: NUMBERINGS }, (_, numbering) => renumbered(renumbering, numbering));
}

/** Words that are written one after another. */
class Written {
  readonly #words: GrowingWords;
  end = 0;

  constructor(buffer: SharedArrayBuffer) {
    this.#words = new GrowingWords(buffer);
  }

  /** @returns where they begin */
  add(words: readonly number[]): number {
    const from = this.end;
    this.end += words.length;
    this.#words.reserve(this.end);
    this.#words.view.set(words, from);
    return from;
  }
}

/** Gives each orbit an owner, and lets the workers know that they have others now. */
export function giveTo(memory: SharedMemory, owners: readonly number[]): void {
  const directory = new GrowingWords(numberedWorldsOf(memory).orbits).view;
  for (const [orbit, owner] of owners.entries()) directory[orbit * WORDS_OF_ORBIT + ORBIT.owner] = owner;
  Atomics.add(memory.control, CONTROL.shared, 1);
}
