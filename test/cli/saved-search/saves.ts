import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc, { type Arbitrary } from "fast-check";
import { onTestFinished } from "vitest";
import type { SearchIdentity } from "../../../src/cli/saved-search/search-identity.ts";
import type { Checkpoint } from "../../../src/engine/search/checkpoint.ts";
import type { Asymmetry } from "../../../src/engine/symmetry-test/asymmetry.ts";
import { FIRST_TASK } from "../../../src/model/numbers.ts";
import { anyScope } from "../../arbitrary.ts";

/** A new folder; the caller removes it. */
export function newFolder(): string {
  return mkdtempSync(join(tmpdir(), "saved-search-"));
}

/** A new folder, which is removed when the test ends. */
export function folderOfTest(): string {
  const folder = newFolder();
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** A search whose saves are small. */
export const IDENTITY: SearchIdentity = {
  version: "1.2.3",
  model: "nested",
  scope: { tasks: 2, containers: 3, kinds: ["uts"], names: ["a"], images: 0 },
  properties: ["never-leaves"],
  symmetry: false,
  files: [],
};

export const anyIdentity: Arbitrary<SearchIdentity> = fc
  .record({
    version: fc.string(),
    model: fc.string(),
    scope: anyScope.map((scope) => ({ ...scope })), // with the usual prototype of a scope
    properties: fc.array(fc.string()),
    symmetry: fc.boolean(),
    depth: fc.option(fc.nat(), { nil: undefined }),
    fair: fc.option(fc.dictionary(fc.string({ minLength: 1 }), fc.constantFrom("weak", "strong")), {
      nil: undefined,
    }),
    files: fc.array(fc.record({ file: fc.string(), sha256: fc.string() }).map((file) => ({ ...file }))),
  })
  .map(({ depth, fair, ...search }) => ({
    ...search,
    ...(depth !== undefined && { depth }),
    ...(fair && { fair: { ...fair } }), // with the usual prototype
  }));

/** Asymmetries that a search may have found. */
const FOUND: readonly Asymmetry[] = [
  {
    difference: {
      is: "outcome",
      call: { op: "kill", task: FIRST_TASK, path: "/" },
      outcome: "EBUSY",
      other: "ok",
    },
    exchanged: { sort: "task", one: 1, other: 2 },
    history: [{ op: "unshare", task: FIRST_TASK, kinds: ["uts"] }],
  },
  { property: "about-two", difference: { is: "finding", property: 1, finding: "holds", other: "broken" } },
];

/** Checkpoints as a search has them: states in shared memory, sections in one part for each worker. */
export const anyCheckpoint: Arbitrary<Checkpoint> = fc.record({
  levels: fc.array(fc.nat(), { minLength: 1, maxLength: 40 }),
  formsBefore: fc.array(fc.nat(), { maxLength: 40 }),
  forms: fc.nat(),
  bitWords: fc.nat(),
  states: fc.array(fc.int32Array({ maxLength: 80 }).map(shared), { maxLength: 3 }),
  notes: fc.array(fc.int32Array({ maxLength: 30 }), { maxLength: 2 }),
  bits: fc.array(fc.int32Array({ maxLength: 30 }), { maxLength: 2 }),
  pairs: fc.array(fc.int32Array({ maxLength: 30 }), { maxLength: 2 }),
  late: fc.array(fc.int32Array({ maxLength: 30 }), { maxLength: 2 }),
  frontier: fc.array(fc.int32Array({ maxLength: 30 }), { minLength: 1, maxLength: 4 }),
  counts: fc.float64Array({ noNaN: true, maxLength: 30 }),
  terminal: fc.int32Array({ maxLength: 30 }),
  breaches: fc.int32Array({ maxLength: 30 }),
  asymmetries: fc.int32Array({ maxLength: 30 }),
  part: fc
    .record({
      symmetry: fc.boolean(),
      dataIndependence: fc.boolean(),
      renaming: fc.boolean(),
      namesMatter: fc.boolean(),
      hasLooked: fc.boolean(),
      properties: fc.array(fc.nat()),
      found: fc.constantFrom([], FOUND),
    })
    .map((part) => ({ ...part })),
});

/** A copy in the middle of shared memory that can still grow. */
function shared(words: Int32Array): Int32Array {
  const memory = new SharedArrayBuffer(words.byteLength + 16, { maxByteLength: 2 ** 20 });
  const copy = new Int32Array(memory, 8, words.length);
  copy.set(words);
  return copy;
}

/** A checkpoint that differs in every part from those of other levels. */
export function checkpointOfLevel(level: number, bytes = 64): Checkpoint {
  return {
    levels: Array.from({ length: level + 1 }, () => 1),
    formsBefore: Array.from({ length: level }, () => 1),
    forms: level,
    bitWords: level,
    states: [shared(new Int32Array(bytes / Int32Array.BYTES_PER_ELEMENT).fill(level))],
    notes: [Int32Array.of(level)],
    bits: [Int32Array.of(level)],
    pairs: [Int32Array.of(level)],
    late: [Int32Array.of(level)],
    frontier: [Int32Array.of(level), Int32Array.of(level, level)],
    counts: Float64Array.of(level),
    terminal: Int32Array.of(level, level, level),
    breaches: Int32Array.of(level),
    asymmetries: Int32Array.of(level),
    part: {
      symmetry: false,
      dataIndependence: false,
      renaming: false,
      hasLooked: false,
      namesMatter: false,
      properties: [0],
      found: [],
    },
  };
}

/** A checkpoint in a form that can be compared: each section in one part, in memory that is not shared. */
export function plain(checkpoint: Checkpoint) {
  const { levels, formsBefore, forms, bitWords, part, ...sections } = checkpoint;
  const { states, notes, bits, pairs, late, frontier, ...others } = sections;
  const inOne = (parts: readonly Int32Array[]) => parts.flatMap((words) => [...words]);
  return {
    ...{ levels, formsBefore, forms, bitWords, part },
    states: inOne(states),
    notes: inOne(notes),
    bits: inOne(bits),
    pairs: inOne(pairs),
    late: inOne(late),
    frontier: inOne(frontier),
    counts: [...others.counts],
    terminal: [...others.terminal],
    breaches: [...others.breaches],
    asymmetries: [...others.asymmetries],
  };
}
