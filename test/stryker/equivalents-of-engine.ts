/** Mutants of the engine that no test can distinguish from the program, each with the reason. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { because } from "./because.ts";
import { OF_COLOURING } from "./equivalents-of-colouring.ts";
import { OF_STORE } from "./equivalents-of-store.ts";
import { OF_SYMMETRY } from "./equivalents-of-symmetry.ts";
import type { Equivalent } from "./judge.ts";

const IS_THERE = "the type asks for it: a slot, row or list of that number is there";
const NONE_BEYOND =
  "beyond the last there is none, of no holders: these have one partition, and share nothing";

const OF_PARTITIONS: readonly Equivalent[] = [
  {
    file: "src/engine/partition/control-part.ts",
    line: "const row = layout.rows[layout.slots[slot]?.row ?? -1];",
    was: "-1",
    becomes: "+1",
    why: IS_THERE,
  },
  {
    file: "src/engine/partition/control-part.ts",
    line: "const row = layout.rows[layout.slots[slot]?.row ?? -1];",
    was: "layout.slots[slot]?.row",
    becomes: "layout.slots[slot].row",
    why: IS_THERE,
  },
  {
    file: "src/engine/partition/control-part.ts",
    line: 'case "one of":',
    was: 'case "one of": return node;',
    becomes: 'case "one of":',
    why: "what is one of a few texts is no opaque value, and stays what it is as a reference to something else does",
  },
  {
    file: "src/engine/partition/copy-tables.ts",
    line: "if ((this.#nodes + 1) * NODE > this.#tree.length) {",
    was: "(this.#nodes + 1) * NODE > this.#tree.length",
    becomes: "(this.#nodes + 1) * NODE >= this.#tree.length",
    why: "there is room one node earlier than it is needed",
  },
  ...[
    ["thing < blocks.length", "thing <= blocks.length"],
    ["key * blocks.length + (blocks[thing] ?? 0)", "key * blocks.length - (blocks[thing] ?? 0)"],
    ["key * blocks.length", "key / blocks.length"],
  ].map(([was = "", becomes = ""]) => ({
    file: "src/engine/partition/set-partitions.ts",
    line: "for (let thing = 0; thing < blocks.length; thing++) key = key * blocks.length + (blocks[thing] ?? 0);",
    was,
    becomes,
    why: "the key is another number, and as different for each",
  })),
  {
    file: "src/engine/partition/sharing.ts",
    line: "for (let opaque = 0; opaque < this.held.length; opaque++) {",
    was: "opaque < this.held.length",
    becomes: "opaque <= this.held.length",
    why: NONE_BEYOND,
  },
  {
    file: "src/engine/partition/sharing.ts",
    line: "for (let opaque = 0; opaque < this.held.length; opaque++)",
    was: "opaque < this.held.length",
    becomes: "opaque <= this.held.length",
    why: NONE_BEYOND,
  },
  {
    file: "src/engine/partition/sharing.ts",
    line: "for (let opaque = this.held.length - 1; opaque >= 0; opaque--) {",
    was: "this.held.length - 1",
    becomes: "this.held.length + 1",
    why: NONE_BEYOND,
  },
  {
    file: "src/engine/partition/sharing.ts",
    line: "for (let holder = 0; holder < count; holder++) {",
    was: "holder < count",
    becomes: "holder <= count",
    why: "the block of one holder more is not looked at",
  },
  {
    file: "src/engine/partition/sharing.ts",
    line: "const blocksOf: Uint8Array[] = [];",
    was: "[]",
    becomes: '["Stryker was here"]',
    why: "each place is written before it is read",
  },
  {
    file: "src/engine/partition/sharing.ts",
    line: "form[slot] = (blocksOf[opaque]?.[place] ?? 0) + 1;",
    was: "blocksOf[opaque]?.[place]",
    becomes: "blocksOf[opaque][place]",
    why: IS_THERE,
  },
  {
    file: "src/engine/partition/sharing.ts",
    line: "sort === undefined ? undefined : elements?.sorts.find((one) => one.rows[0]?.sort === sort);",
    was: "elements?.sorts",
    becomes: "elements.sorts",
    why: "without symmetry nothing is opaque, so that there is no holder to be asked about",
  },
  {
    file: "src/engine/partition/sharing.ts",
    line: "sort === undefined ? undefined : elements?.sorts.find((one) => one.rows[0]?.sort === sort);",
    was: "one.rows[0]?.sort",
    becomes: "one.rows[0].sort",
    why: "sorts with rows come first, and that of the holders is among them",
  },
  {
    file: "src/engine/partition/sharing.ts",
    line: "rowOf[base === undefined ? row : (inForm[base + row] ?? 0)] = row;",
    was: "base === undefined",
    becomes: "false",
    why: "what stands in no row begins at 0, and so does what has no place",
  },
];

/** Mutants of code that generates code. As strings in a source, their lines would look like misplaced template placeholders, so they are in a JSON file. */
interface InCode {
  readonly why: string;
  readonly file: string;
  readonly changes: readonly (readonly [line: string, was: string, becomes: string])[];
}

// Written by hand, in this repository.
const inCode = JSON.parse(
  readFileSync(join(import.meta.dirname, "equivalents-of-code.json"), "utf8"),
) as readonly InCode[];
const OF_CODE = inCode.flatMap(({ why, file, changes }) => because(why, file, ...changes));

export const OF_ENGINE: readonly Equivalent[] = [
  ...OF_PARTITIONS,
  ...OF_STORE,
  ...OF_SYMMETRY,
  ...OF_COLOURING,
  ...OF_CODE,
];
