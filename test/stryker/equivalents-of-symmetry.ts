/** Mutants of the code that identifies states up to symmetry, those that no test can distinguish from the program, each with the reason. */
import { because } from "./because.ts";
import type { Equivalent } from "./judge.ts";

const IS_THERE = "the type asks for it: it is there";
const NEVER_READ = "it stands where the type asks for a value, and is never read";
const BEFORE_THE_FIRST = "it is set before it is read";

export const OF_SYMMETRY: readonly Equivalent[] = [
  ...because(
    IS_THERE,
    "src/engine/symmetry/elements.ts",
    [
      "const place = layout.slots[row.from]?.place;",
      "layout.slots[row.from]?.place",
      "layout.slots[row.from].place",
    ],
    [
      "refersTo === undefined ? undefined : sorts.get(refersTo)?.base,",
      "sorts.get(refersTo)?.base",
      "sorts.get(refersTo).base",
    ],
  ),
  ...because(
    "what refers to nothing is in no sort: its base is none either way",
    "src/engine/symmetry/elements.ts",
    ["refersTo === undefined ? undefined : sorts.get(refersTo)?.base,", "refersTo === undefined", "false"],
  ),
  ...because(NEVER_READ, "src/engine/symmetry/permutations.ts", [
    'return rows[0]?.sort ?? slots[baseOf.indexOf(base)]?.refersTo ?? "";',
    "slots[baseOf.indexOf(base)]?.refersTo",
    "slots[baseOf.indexOf(base)].refersTo",
  ]),
  ...because(
    IS_THERE,
    "src/engine/symmetry/permutations.ts",
    [
      "this.#globals = [...layout.slots.keys()].filter((slot) => layout.slots[slot]?.row === -1);",
      "layout.slots[slot]?.row",
      "layout.slots[slot].row",
    ],
    ['return rows[0]?.sort ?? slots[baseOf.indexOf(base)]?.refersTo ?? "";', '""', '"Stryker was here!"'],
  ),
  ...because(
    "what a row that is missing holds is 0, and goes where nothing else goes",
    "src/engine/symmetry/permutations.ts",
    ["if (values[row.from] === 0) continue;", "values[row.from] === 0", "false"],
  ),
  ...because(
    "of what is no reference the number is no place of a permutation, so that it stays",
    "src/engine/symmetry/permutations.ts",
    [
      "return base === undefined ? value : (permutation[base + value] ?? value);",
      "base === undefined",
      "false",
    ],
  ),
  ...because("a text is the number of no slot", "src/engine/symmetry/permutations.ts", [
    "return new Set([...(node.first === 0 ? node.rows.map(({ marker }) => marker) : []), ...within]);",
    "[]",
    '["Stryker was here"]',
  ]),
  ...because(NEVER_READ, "src/engine/symmetry/tie-breaker.ts", ["return [];", "[]", '["Stryker was here"]']),
  ...because("more rounds that tell nothing apart", "src/engine/symmetry/tie-breaker.ts", [
    "for (let idle = 0; idle < PATIENCE; ) {",
    "idle < PATIENCE",
    "idle <= PATIENCE",
  ]),
  ...because(
    "before the first stands none, which has no colour: it is never like the first",
    "src/engine/symmetry/tie-breaker.ts",
    ["before !== undefined &&", "before !== undefined", "true"],
  ),
  ...because(
    "a fixed number has its number whatever is singled out, and is like none of the others but where hashes collide: then there are more forms to take the least of",
    "src/engine/symmetry/tie-breaker.ts",
    [
      "const free = present(sort, classes).filter((element) => !sort.rows[element - sort.base - 1]?.isFixed);",
      "present(sort, classes).filter((element) => !sort.rows[element - sort.base - 1]?.isFixed)",
      "present(sort, classes)",
    ],
    [
      "const free = present(sort, classes).filter((element) => !sort.rows[element - sort.base - 1]?.isFixed);",
      "element - sort.base - 1",
      "element - sort.base + 1",
    ],
    [
      "const free = present(sort, classes).filter((element) => !sort.rows[element - sort.base - 1]?.isFixed);",
      "element - sort.base",
      "element + sort.base",
    ],
  ),
  ...because(
    "the next or the one before: the class that has two is the same",
    "src/engine/symmetry/tie-breaker.ts",
    ["const next = inOrder[index + 1];", "index + 1", "index - 1"],
  ),
  ...because(
    "numbers that are not there are in classes of their own from the start, above all others",
    "src/engine/symmetry/tie-breaker.ts",
    [
      "return elements.filter((element) => (classes[element] ?? 0) < ABSENT);",
      "elements.filter((element) => (classes[element] ?? 0) < ABSENT)",
      "elements",
    ],
    [
      "return elements.filter((element) => (classes[element] ?? 0) < ABSENT);",
      "(classes[element] ?? 0) < ABSENT",
      "true",
    ],
    [
      "return elements.filter((element) => (classes[element] ?? 0) < ABSENT);",
      "(classes[element] ?? 0) < ABSENT",
      "(classes[element] ?? 0) <= ABSENT",
    ],
    [
      "return elements.filter((element) => (classes[element] ?? 0) < ABSENT);",
      "classes[element] ?? 0",
      "classes[element] && 0",
    ],
  ),
  ...because(
    "where no slot differs both are compared beyond their ends, where nothing is",
    "src/engine/symmetry/tie-breaker.ts",
    ["return slot !== -1 && (one[slot] ?? 0) < (other[slot] ?? 0);", "slot !== -1", "true"],
  ),
  ...because("where slots differ the values are not the same", "src/engine/symmetry/tie-breaker.ts", [
    "return slot !== -1 && (one[slot] ?? 0) < (other[slot] ?? 0);",
    "(one[slot] ?? 0) < (other[slot] ?? 0)",
    "(one[slot] ?? 0) <= (other[slot] ?? 0)",
  ]),
  ...because(BEFORE_THE_FIRST, "src/engine/symmetry/canonical.ts", ["isTied = false;", "false", "true"]),
  ...because(
    "rounds after those in which a difference goes through all rows tell nothing apart",
    "src/engine/symmetry/canonical.ts",
    [
      "this.#rounds = Math.min(longestChain, MAX_ROUNDS);",
      "Math.min(longestChain, MAX_ROUNDS)",
      "Math.max(longestChain, MAX_ROUNDS)",
    ],
    ["for (let round = 0; round < this.#rounds; round++) {", "round < this.#rounds", "round <= this.#rounds"],
  ),
  ...because(BEFORE_THE_FIRST, "src/engine/symmetry/changes.ts", ["#isFormed = false;", "false", "true"]),
  ...because("there is no caller of number 0", "src/engine/symmetry/interchangeable-callers.ts", [
    "readonly #weights: number[] = [];",
    "[]",
    '["Stryker was here"]',
  ]),
  ...because("what is no row is found like none", "src/engine/symmetry/interchangeable-callers.ts", [
    "this.#rows = isReferredTo ? [] : rows.filter(({ sort, isFixed }) => sort === CALLERS && !isFixed);",
    "[]",
    '["Stryker was here"]',
  ]),
  ...because(
    "the first that is like the first is that itself, which then stands for itself",
    "src/engine/symmetry/interchangeable-callers.ts",
    [
      "const like = this.#rows.slice(0, index).find((other) => isAlike(values, other, row));",
      "this.#rows.slice(0, index)",
      "this.#rows",
    ],
  ),
  ...because(
    "there is each renaming that is asked for, and in it each place",
    "src/engine/symmetry/renamings.ts",
    ["const renamed = this.#values[renaming] ?? [];", "[]", '["Stryker was here"]'],
    [
      "values[node.slot] = renamed[place]?.[values[node.slot] ?? 0] ?? 0;",
      "renamed[place]?.[values[node.slot] ?? 0]",
      "renamed[place][values[node.slot] ?? 0]",
    ],
  ),
  ...because(
    "before the first row it stands itself, and no row holds less than itself",
    "src/engine/symmetry/row-ranker.ts",
    ["for (; place > 0; place--) {", "place > 0", "place >= 0"],
  ),
  ...because(IS_THERE, "src/engine/symmetry/row-ranker.ts", [
    "for (let place = 0; place < there; place++) numbers[base + (order[place]?.number ?? 0)] = next++;",
    "order[place]?.number",
    "order[place].number",
  ]),
  ...because(BEFORE_THE_FIRST, "src/engine/symmetry/row-ranker.ts", [
    "return { base, fixed: rows.length - free.length, rows: free, order: [...free] };",
    "[...free]",
    "[]",
  ]),
];
