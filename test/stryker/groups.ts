/** What is mutated, and which tests judge it. */

export interface Group {
  /** The files, as patterns; those with `!` are excluded. */
  readonly mutate: readonly string[];
  /** The test files, as patterns: quick ones that neither start a command nor use the kernel. */
  readonly tests: readonly string[];
  /** Whether mutants that are not listed may live: they have not been examined one by one yet, and are reported. */
  readonly mayLive?: boolean;
}

const ABOUT_ALL = ["test/catalogue.test.ts"];
const OF_DESIGNS = [
  // These two take minutes under mutation: whole searches, and laws on thousands of random runs.
  "test/models/!(verdicts|laws).test.ts",
  "test/histories.test.ts",
  "test/world/*.test.ts",
];
const OF_PROPERTIES = [
  // The first takes long, and the second imports files by URL, which a bundle cannot.
  "test/properties/!(random-runs|catalogue).test.ts",
  "test/properties/shared/*.test.ts",
  "test/docs/message.test.ts",
];
/** The quick ones. The others run long searches. */
const OF_SEARCHES = [
  "test/engine/{found,followed-property,search-until-broken,simplest,explain-failure}.test.ts",
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
      // The other one searches while it is loaded, and uses the kernel.
      "test/properties/linux/mutants.test.ts",
      "test/properties/{findings,page,says}.test.ts",
      "test/docs/message.test.ts",
      ...ABOUT_ALL,
    ],
  },
  expand: {
    mutate: ["src/engine/expand/*.ts"],
    tests: ["test/engine/{expand,partition}/*.test.ts", ...OF_SEARCHES],
    mayLive: true,
  },
  partition: {
    mutate: ["src/engine/partition/*.ts"],
    tests: ["test/engine/{expand,partition}/*.test.ts", ...OF_SEARCHES],
  },
  symmetry: {
    mutate: ["src/engine/symmetry/*.ts"],
    tests: ["test/engine/symmetry/*.test.ts"],
  },
  search: {
    mutate: ["src/engine/search/*.ts"],
    tests: ["test/engine/search/!(search-worker).test.ts", ...OF_SEARCHES],
    mayLive: true,
  },
  store: {
    mutate: ["src/engine/store/*.ts"],
    tests: ["test/engine/store/*.test.ts"],
  },
  codec: {
    mutate: ["src/engine/codec/*.ts"],
    tests: ["test/engine/codec/*.test.ts"],
    mayLive: true,
  },
  liveness: {
    mutate: ["src/engine/liveness/*.ts"],
    tests: ["test/engine/liveness/*.test.ts", ...OF_SEARCHES],
    mayLive: true,
  },
  compare: {
    mutate: ["src/engine/compare.ts", "src/engine/compare/*.ts"],
    // compare.test.ts compares for minutes, and longer under mutation.
    tests: ["test/engine/compare/*.test.ts"],
    mayLive: true,
  },
  laws: {
    mutate: [
      "src/engine/laws.ts",
      "src/engine/laws/*.ts",
      "src/engine/checked/*.ts",
      "src/engine/forms/*.ts",
    ],
    tests: ["test/engine/laws.test.ts", "test/engine/{laws,forms,checked}/*.test.ts"],
    mayLive: true,
  },
  suite: {
    mutate: ["src/engine/suite/*.ts"],
    // suite.test.ts makes suites for minutes.
    tests: ["test/engine/suite/!(suite).test.ts"],
    mayLive: true,
  },
  "symmetry-test": {
    mutate: ["src/engine/symmetry-test/*.ts"],
    tests: ["test/engine/symmetry-test/*.test.ts"],
    mayLive: true,
  },
  stored: {
    mutate: ["src/engine/stored/*.ts"],
    tests: ["test/engine/stored/*.test.ts"],
    mayLive: true,
  },
  engine: {
    mutate: ["src/engine/*.ts", "!src/engine/{compare,laws}.ts", "src/engine/tour/*.ts"],
    tests: [
      "test/engine/{attempt,call-counts,carry-out,followed-property,questions-at-points,matrix,matrix-by-kind,near-misses,pauses,random-runs,replay}.test.ts",
      "test/engine/{search-until-broken,shard,simplest,simulate,tour,transition-graph,turns,world-changes,world-form}.test.ts",
      "test/engine/{explain-failure,found}.test.ts",
    ],
    mayLive: true,
  },
} as const satisfies Readonly<Record<string, Group>>;

export type GroupName = keyof typeof GROUPS;

export const GROUP_NAMES = Object.keys(GROUPS) as readonly GroupName[]; // its keys

export const isGroupName = (name: string): name is GroupName => Object.hasOwn(GROUPS, name);
