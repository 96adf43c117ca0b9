/** What is mutated, and by which tests it is judged. */

export interface Group {
  /** The files, as patterns; those with `!` are not. */
  readonly mutate: readonly string[];
  /** The test files, as patterns: quick ones, that neither start a command nor ask the kernel. */
  readonly tests: readonly string[];
}

const ABOUT_ALL = ["test/catalogue.test.ts"];
const OF_DESIGNS = [
  // Those two take minutes under mutation: whole searches, and laws on thousands of random runs.
  "test/models/!(verdicts|laws).test.ts",
  "test/histories.test.ts",
  "test/world/*.test.ts",
];
const OF_PROPERTIES = [
  // The first takes long, and the second imports files as they stand, which no bundle has.
  "test/properties/!(random-runs|catalogue).test.ts",
  "test/properties/shared/*.test.ts",
  "test/docs/message.test.ts",
];

export const GROUPS = {
  models: {
    mutate: ["models/*.ts", "models/shared/*.ts"],
    tests: [...OF_DESIGNS, ...ABOUT_ALL],
  },
  properties: {
    mutate: ["properties/*.ts", "properties/shared/*.ts"],
    tests: [...OF_PROPERTIES, ...ABOUT_ALL],
  },
  world: {
    mutate: ["src/world/*.ts"],
    tests: ["test/world/*.test.ts", "test/models/!(verdicts|laws).test.ts"],
  },
  linux: {
    mutate: ["models/linux/*.ts"],
    tests: ["test/models/linux/*.test.ts", "test/docs/linux.test.ts", ...ABOUT_ALL],
  },
  "linux-properties": {
    mutate: ["properties/linux/*.ts", "properties/linux/shared/*.ts"],
    tests: [
      "test/properties/linux/*.test.ts",
      "test/properties/{findings,page}.test.ts",
      "test/docs/message.test.ts",
      ...ABOUT_ALL,
    ],
  },
  engine: {
    mutate: ["src/engine/*.ts"],
    // The others search for long.
    tests: [
      "test/engine/!(many-calls|data-independence|laws-of-search|random-*|search*|in-a-page).test.ts",
      "test/histories.test.ts",
    ],
  },
} as const satisfies Readonly<Record<string, Group>>;

export type GroupName = keyof typeof GROUPS;

export const GROUP_NAMES = Object.keys(GROUPS) as readonly GroupName[]; // its keys

export const isGroupName = (name: string): name is GroupName => Object.hasOwn(GROUPS, name);
