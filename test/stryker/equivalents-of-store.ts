/** Mutants of the store that no test can distinguish from the program, each with the reason. */
import { because } from "./because.ts";
import type { Equivalent } from "./judge.ts";

const BEFORE_THE_FIRST = "it is set before it is read";
const TIME = "it only saves time: what is done without it comes to the same";
const LOOKS_AHEAD = "nothing is made of what is looked at ahead, but that it is in the cache";

export const OF_STORE: readonly Equivalent[] = [
  ...because(
    TIME,
    "src/engine/store/pair-set.ts",
    ["if (found === 0) {", "found === 0", "true"],
    ["if (one === 0) continue;", "one === 0", "false"],
    [
      "function hash(one: number, other: number): number {",
      "{ let mixed = Math.imul(one ^ MIX_2, MIX_1); mixed = Math.imul(mixed ^ (mixed >>> 15) ^ other, MIX_2); mixed = Math.imul(mixed ^ (mixed >>> 13), MIX_1); return mixed ^ (mixed >>> 16); }",
      "{}",
    ],
  ),
  ...because("behind the last entry there is none", "src/engine/store/pair-set.ts", [
    "for (let from = 0; from < old.length; from += WORDS_OF_PAIR) {",
    "from < old.length",
    "from <= old.length",
  ]),
  ...because("a form has one combination at least", "src/engine/store/seen-combinations.ts", [
    "return (this.#forms.words[form * WORDS_OF_FORM + 1] ?? 0) > 0;",
    "(this.#forms.words[form * WORDS_OF_FORM + 1] ?? 0) > 0",
    "(this.#forms.words[form * WORDS_OF_FORM + 1] ?? 0) >= 0",
  ]),
  ...because(
    TIME,
    "src/engine/store/seen-combinations.ts",
    [
      "if (place >= this.#bits.words.length) this.#bits.reserve(place + 1);",
      "place >= this.#bits.words.length",
      "true",
    ],
    [
      "if (((this.#bits.words[place] ?? 0) & bit) !== 0) return false;",
      "((this.#bits.words[place] ?? 0) & bit) !== 0",
      "false",
    ],
    [
      "if (((this.#bits.words[place] ?? 0) & bit) !== 0) return false;",
      "this.#bits.words[place] ?? 0",
      "this.#bits.words[place] && 0",
    ],
  ),
  ...because(BEFORE_THE_FIRST, "src/engine/store/state-table.ts", ["isNew = false;", "false", "true"]),
  ...because(
    LOOKS_AHEAD,
    "src/engine/store/state-table.ts",
    [
      "lookAhead(words: Words, states: number, stride: number): void {",
      "{ const [index, known, ahead] = [this.#index.words, this.#states.words, this.#ahead]; const end = Math.min(states, ahead.length); for (let state = 0; state < end; state++) ahead[state] = index[this.#hash(words, state * stride) & this.#mask] ?? FREE; for (let state = 0; state < end; state++) { const entry = ahead[state] ?? FREE; if (entry > FREE) ahead[state] = known[(entry - 1) * this.#length] ?? 0; } }",
      "{}",
    ],
    [
      "const end = Math.min(states, ahead.length);",
      "Math.min(states, ahead.length)",
      "Math.max(states, ahead.length)",
    ],
    ["for (let state = 0; state < end; state++)", "state < end", "false"],
    ["for (let state = 0; state < end; state++)", "state < end", "state <= end"],
    ["for (let state = 0; state < end; state++)", "state < end", "state >= end"],
    [
      "ahead[state] = index[this.#hash(words, state * stride) & this.#mask] ?? FREE;",
      "index[this.#hash(words, state * stride) & this.#mask] ?? FREE",
      "index[this.#hash(words, state * stride) & this.#mask] && FREE",
    ],
    [
      "ahead[state] = index[this.#hash(words, state * stride) & this.#mask] ?? FREE;",
      "state * stride",
      "state / stride",
    ],
    ["for (let state = 0; state < end; state++) {", "state < end", "false"],
    ["for (let state = 0; state < end; state++) {", "state < end", "state <= end"],
    ["for (let state = 0; state < end; state++) {", "state < end", "state >= end"],
    [
      "for (let state = 0; state < end; state++) {",
      "{ const entry = ahead[state] ?? FREE; if (entry > FREE) ahead[state] = known[(entry - 1) * this.#length] ?? 0; }",
      "{}",
    ],
    ["const entry = ahead[state] ?? FREE;", "ahead[state] ?? FREE", "ahead[state] && FREE"],
    ["if (entry > FREE) ahead[state] = known[(entry - 1) * this.#length] ?? 0;", "entry > FREE", "true"],
    ["if (entry > FREE) ahead[state] = known[(entry - 1) * this.#length] ?? 0;", "entry > FREE", "false"],
    [
      "if (entry > FREE) ahead[state] = known[(entry - 1) * this.#length] ?? 0;",
      "entry > FREE",
      "entry >= FREE",
    ],
    [
      "if (entry > FREE) ahead[state] = known[(entry - 1) * this.#length] ?? 0;",
      "entry > FREE",
      "entry <= FREE",
    ],
    [
      "if (entry > FREE) ahead[state] = known[(entry - 1) * this.#length] ?? 0;",
      "known[(entry - 1) * this.#length] ?? 0",
      "known[(entry - 1) * this.#length] && 0",
    ],
    [
      "if (entry > FREE) ahead[state] = known[(entry - 1) * this.#length] ?? 0;",
      "(entry - 1) * this.#length",
      "(entry - 1) / this.#length",
    ],
    ["if (entry > FREE) ahead[state] = known[(entry - 1) * this.#length] ?? 0;", "entry - 1", "entry + 1"],
  ),
  ...because(
    TIME,
    "src/engine/store/state-table.ts",
    ["if (entry === FREE) {", "entry === FREE", "true"],
    [
      "if (from + this.#length > this.#states.words.length) this.#states.reserve(from + this.#length);",
      "from + this.#length > this.#states.words.length",
      "true",
    ],
    [
      "if (from + this.#length > this.#states.words.length) this.#states.reserve(from + this.#length);",
      "from + this.#length > this.#states.words.length",
      "from + this.#length >= this.#states.words.length",
    ],
  ),
  ...because(
    "a place that was given back because there was no memory holds no state, and none is before the first",
    "src/engine/store/state-table.ts",
    ["if (entry !== FREE && this.#isAt(entry - 1, words, at)) return entry - 1;", "entry !== FREE", "true"],
  ),
  ...because(
    TIME,
    "src/engine/store/arena.ts",
    ["if (length <= this.words.length) return true;", "length <= this.words.length", "false"],
    [
      "if (length <= this.words.length) return true;",
      "length <= this.words.length",
      "length < this.words.length",
    ],
  ),
  ...because(
    "to give back none changes nothing",
    "src/engine/store/room.ts",
    ["if (entries > 0) Atomics.sub(this.#control, this.#at.used, entries);", "entries > 0", "true"],
    ["if (entries > 0) Atomics.sub(this.#control, this.#at.used, entries);", "entries > 0", "entries >= 0"],
  ),
];
