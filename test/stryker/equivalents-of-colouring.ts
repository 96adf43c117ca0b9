/** Mutants of the code that colours and numbers the elements of a state, those that no test can distinguish from the program, each with the reason. */
import { because } from "./because.ts";
import type { Equivalent } from "./judge.ts";

const IS_THERE = "the type asks for it: it is there";
const NEVER_READ = "it stands where the type asks for a value, and is never read";
const TIME = "it only saves time: what is done without it comes to the same";
const IS_ALONE = "each piece of code ends with a semicolon or a brace, so that the next may follow at once";
const EITHER = "a loop or a line for each: both do the same";
const NONE_IS_ABSENT = "no colour is that number: of what is not there it is that and more";

export const OF_COLOURING: readonly Equivalent[] = [
  ...because(
    "both are there, or neither is",
    "src/engine/symmetry/changes.ts",
    [
      "if (this.#invariant === undefined || this.#canonicalizer === undefined) return true;",
      "this.#invariant === undefined || this.#canonicalizer === undefined",
      "this.#invariant === undefined && this.#canonicalizer === undefined",
    ],
    [
      "if (this.#invariant === undefined || this.#canonicalizer === undefined) return true;",
      "this.#invariant === undefined",
      "false",
    ],
    [
      "if (this.#invariant === undefined || this.#canonicalizer === undefined) return true;",
      "this.#canonicalizer === undefined",
      "false",
    ],
  ),
  ...because(
    TIME,
    "src/engine/symmetry/changes.ts",
    [
      "if (this.#invariant.haveOtherPlainValues(this.#before, after)) return true;",
      "this.#invariant.haveOtherPlainValues(this.#before, after)",
      "false",
    ],
    [
      "if (this.#invariantBefore !== this.#invariant.of(after)) return true;",
      "this.#invariantBefore !== this.#invariant.of(after)",
      "false",
    ],
    [
      "if (!this.#isFormed) this.#canonicalizer.form(this.#before, this.#formBefore);",
      "!this.#isFormed",
      "true",
    ],
    ["this.#isFormed = true;", "true", "false"],
  ),
  ...because(
    IS_ALONE,
    "src/engine/symmetry/code-of-colours.ts",
    ['return code.join("\\n");', '"\\n"', '""'],
    ['.join("\\n");', '"\\n"', '""'],
    ['const tells = slots.map((slot) => this.#tell(sort, row, slot, "x")).join(" ");', '" "', '""'],
    ['return [...own, ...update, ...tell].join("\\n");', '"\\n"', '""'],
  ),
  ...because(
    EITHER,
    "src/engine/symmetry/code-of-colours.ts",
    [
      "if (sort.rows.length === 0 && sort.largest > FEW)",
      "sort.rows.length === 0 && sort.largest > FEW",
      "false",
    ],
    ["if (sort.rows.length === 0 && sort.largest > FEW)", "sort.largest > FEW", "true"],
    ["if (sort.rows.length === 0 && sort.largest > FEW)", "sort.largest > FEW", "sort.largest >= FEW"],
    ["if (sort.rows.length === 0 && sort.largest > FEW)", "sort.largest > FEW", "sort.largest <= FEW"],
    ["const isLarge = sort.largest > FEW;", "sort.largest > FEW", "true"],
    ["const isLarge = sort.largest > FEW;", "sort.largest > FEW", "false"],
    ["const isLarge = sort.largest > FEW;", "sort.largest > FEW", "sort.largest >= FEW"],
    ["const isLarge = sort.largest > FEW;", "sort.largest > FEW", "sort.largest <= FEW"],
    [
      "if (isLarge && sort.rows.length === 0) return recoloursInLoop(sort);",
      "isLarge && sort.rows.length === 0",
      "false",
    ],
  ),
  ...because(
    NEVER_READ,
    "src/engine/symmetry/code-of-colours.ts",
    ["const slots = row === undefined ? [] : this.#references(row);", "[]", '["Stryker was here"]'],
    ['return targetOf(this.#elements, slot) ?? "0";', '"0"', '""'],
  ),
  ...because(
    "without references there is nothing to tell, which takes no code",
    "src/engine/symmetry/code-of-colours.ts",
    [
      "if (row !== undefined && slots.length > 0) {",
      "row !== undefined && slots.length > 0",
      "row !== undefined || slots.length > 0",
    ],
    ["if (row !== undefined && slots.length > 0) {", "row !== undefined", "true"],
    ["if (row !== undefined && slots.length > 0) {", "slots.length > 0", "true"],
    ["if (row !== undefined && slots.length > 0) {", "slots.length > 0", "slots.length >= 0"],
  ),
  ...because(IS_THERE, "src/engine/symmetry/code-of-colours.ts", [
    "return odd((rows[0]?.from ?? 0) + slot - row.from);",
    "rows[0]?.from",
    "rows[0].from",
  ]),
  ...because(IS_ALONE, "src/engine/symmetry/code-of-numbers.ts", ['.join("\\n");', '"\\n"', '""']),
  ...because(IS_THERE, "src/engine/symmetry/code-of-numbers.ts", [
    "const first = (sort.rows[0]?.from ?? 0) - width;",
    "sort.rows[0]?.from",
    "sort.rows[0].from",
  ]),
  ...because(
    EITHER,
    "src/engine/symmetry/code-of-numbers.ts",
    ["if (largest > FEW) return ranksInLoop(base, fixed, largest);", "largest > FEW", "true"],
    ["if (largest > FEW) return ranksInLoop(base, fixed, largest);", "largest > FEW", "false"],
    ["if (largest > FEW) return ranksInLoop(base, fixed, largest);", "largest > FEW", "largest >= FEW"],
    ["if (largest > FEW) return ranksInLoop(base, fixed, largest);", "largest > FEW", "largest <= FEW"],
  ),
  ...because(IS_THERE, "src/engine/symmetry/code-of-slots.ts", [
    "return [...slots.keys()].filter((slot) => slots[slot]?.row === -1);",
    "slots[slot]?.row",
    "slots[slot].row",
  ]),
  ...because(
    NONE_IS_ABSENT,
    "src/engine/symmetry/interpreted-colouring.ts",
    [
      "else if ((colours[element] ?? 0) >= ABSENT) colours[element] = DANGLING;",
      "(colours[element] ?? 0) >= ABSENT",
      "(colours[element] ?? 0) > ABSENT",
    ],
    [
      "if ((colours[element] ?? 0) >= ABSENT) continue;",
      "(colours[element] ?? 0) >= ABSENT",
      "(colours[element] ?? 0) > ABSENT",
    ],
  ),
  ...because(IS_THERE, "src/engine/symmetry/interpreted-colouring.ts", [
    "? (rows[0]?.from ?? 0) + (number - 1) * width",
    "rows[0]?.from",
    "rows[0].from",
  ]),
  ...because("behind the last slot nothing differs", "src/engine/symmetry/invariant.ts", [
    "for (let slot = 0; slot < weights.length; slot++)",
    "slot < weights.length",
    "slot <= weights.length",
  ]),
  ...because(
    "the sum of the differences is another than 0 or not, whatever its sign",
    "src/engine/symmetry/invariant.ts",
    [
      "sum = (sum + Math.imul((one[slot] ?? 0) - (other[slot] ?? 0), weights[slot] ?? 0)) | 0;",
      "sum + Math.imul((one[slot] ?? 0) - (other[slot] ?? 0), weights[slot] ?? 0)",
      "sum - Math.imul((one[slot] ?? 0) - (other[slot] ?? 0), weights[slot] ?? 0)",
    ],
  ),
  ...because(
    "behind the last element is none: it has no colour, which adds nothing",
    "src/engine/symmetry/invariant.ts",
    [
      "for (let element = 0; element < this.#count; element++) {",
      "element < this.#count",
      "element <= this.#count",
    ],
  ),
  ...because(NONE_IS_ABSENT, "src/engine/symmetry/invariant.ts", [
    "if (colour >= ABSENT) continue;",
    "colour >= ABSENT",
    "colour > ABSENT",
  ]),
  ...because(
    IS_THERE,
    "src/engine/symmetry/invariant.ts",
    [
      "weights.copyWithin(from, rows[0]?.from ?? from, (rows[0]?.from ?? from) + to - from);",
      "rows[0]?.from",
      "rows[0].from",
    ],
    [
      "const weight = Math.imul((sort.rows[0]?.from ?? 0) + slot - row.from + 1, PRIME) | 1;",
      "sort.rows[0]?.from",
      "sort.rows[0].from",
    ],
  ),
  ...because("what is no link stands in no row", "src/engine/symmetry/invariant.ts", [
    "const links: Link[] = [];",
    "[]",
    '["Stryker was here"]',
  ]),
  ...because(
    "rows that hold the same stay as they are, however far they are compared",
    "src/engine/symmetry/sort-rows.ts",
    ["while (at < width && form[row + at] === form[row - width + at]) at++;", "at < width", "true"],
    ["while (at < width && form[row + at] === form[row - width + at]) at++;", "at < width", "at <= width"],
    [
      "if (at === width || (form[row + at] ?? 0) > (form[row - width + at] ?? 0)) return;",
      "at === width",
      "false",
    ],
    [
      "if (at === width || (form[row + at] ?? 0) > (form[row - width + at] ?? 0)) return;",
      "(form[row + at] ?? 0) > (form[row - width + at] ?? 0)",
      "(form[row + at] ?? 0) >= (form[row - width + at] ?? 0)",
    ],
  ),
  ...because(
    NONE_IS_ABSENT,
    "src/engine/symmetry/sort-rows.ts",
    [
      "if ((colours[element] ?? 0) < ABSENT) there.push(element);",
      "(colours[element] ?? 0) < ABSENT",
      "(colours[element] ?? 0) <= ABSENT",
    ],
    [
      "if ((colours[element] ?? 0) >= ABSENT) numbers[element] = next++;",
      "(colours[element] ?? 0) >= ABSENT",
      "(colours[element] ?? 0) > ABSENT",
    ],
  ),
];
