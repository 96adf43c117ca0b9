/**
 * The floors of docs/architecture.md, held by `npm run floors`: a file imports from its own folder and from floors
 * below, nothing else.
 */

/** The lowest floor first. The entries of a floor do not import each other, except as `NEIGHBOURS` says. */
const FLOORS = [
  ["src/text/", "src/model/", "src/world/", "src/schema/", "src/package/", "src/objects/"],
  ["src/history/", "src/domains/"],
  ["models/", "properties/", "src/managers/"],
  ["src/engine/", "src/conformance/"],
  ["src/report/"],
  ["src/catalogue.ts"],
  ["src/api/", "src/browser.ts", "src/index.ts"],
  ["src/testing/"],
  ["src/cli/", "src/explorer/"],
];

/** Who may import what stands on the same floor. */
const NEIGHBOURS = {
  "src/model/": ["src/text/"],
  "src/schema/": ["src/text/", "src/model/", "src/world/"],
  "src/world/": ["src/model/"],
  "src/domains/": ["src/history/"],
  "models/": ["src/managers/"],
  "src/conformance/": ["src/engine/"],
  "src/browser.ts": ["src/api/"],
  "src/index.ts": ["src/api/", "src/browser.ts"],
};

/** The folders of the engine, the lowest first: each imports from itself and from those before it. */
const STOREYS = [
  ["forms/"],
  ["codec/", "checked/"],
  ["symmetry/"],
  ["partition/"],
  ["expand/"],
  ["store/", "symmetry-test/"],
  ["liveness/"],
  ["search/"],
  ["stored/"],
  ["compare/", "laws/"],
].map((folders) => folders.map((folder) => `src/engine/${folder}`));

/** What has to run in a browser, too. */
const WITHOUT_NODE = [
  "src/text/",
  "src/model/",
  "src/world/",
  "src/schema/",
  "src/objects/objects.ts",
  "src/history/",
  "src/domains/",
  "models/",
  "properties/",
  "src/managers/",
  "src/engine/",
  "src/report/",
];

/** What a manager may know of the models: the words of operations and scopes, and nothing of worlds. */
const WORDS = [
  ...["kind", "numbers", "operation", "outcome", "scope", "manager", "unreachable"].map(
    (file) => `src/model/${file}.ts`,
  ),
  ...["operation", "scope", "scope-names"].map((file) => `src/domains/containers/${file}.ts`),
];
/** The backend as a manager sees it. */
const MANAGED = "src/conformance/containers/managed/";

/** What runs and tells designs of every domain. */
const SHARED = [
  "src/engine/",
  "src/report/",
  "src/explorer/",
  "src/conformance/",
  "src/api/",
  "src/testing/",
  "src/cli/",
];
/** In it, what is one domain's own; and what says which kernel plays designs of which domain, and which programs they have. */
const OF_A_DOMAIN = [
  "src/conformance/containers/",
  "src/conformance/linux/",
  "src/report/linux/",
  "src/report/containers/",
  "src/cli/containers/",
  "src/api/containers/",
  "src/conformance/any-kernel.ts",
  "src/report/any-program.ts",
];

const SHIPPED = ["src/", "models/", "properties/"];
const DESIGNS_AND_PROPERTIES = ["models/", "properties/"];

const anyOf = (places) => places.map((place) => `^${place.replaceAll(".", "\\.")}`).join("|");

/** What a place may not import: its own floor (but itself and its neighbours), and everything above. */
function floorRule(place, level) {
  const allowed = [place, ...(NEIGHBOURS[place] ?? [])];
  const refused = FLOORS.slice(level)
    .flat()
    .filter((other) => !allowed.includes(other));
  return {
    name: `floor-of-${place.replace(/\/$/, "")}`,
    comment: `${place} imports only from itself and the floors below it`,
    severity: "error",
    from: { path: anyOf([place]) },
    to: { path: anyOf(refused) },
  };
}

/** What a folder of the engine may not import: those of its own storey (but itself), and all above. */
function storeyRule(folder, level) {
  const refused = STOREYS.slice(level)
    .flat()
    .filter((other) => other !== folder);
  return {
    name: `storey-of-${folder.replace(/\/$/, "")}`,
    comment: `${folder} imports only from itself and the folders of the engine below it`,
    severity: "error",
    from: { path: anyOf([folder]) },
    to: { path: anyOf(refused) },
  };
}

export default {
  forbidden: [
    ...FLOORS.flatMap((places, level) => places.map((place) => floorRule(place, level))),
    ...STOREYS.flatMap((folders, level) => folders.map((folder) => storeyRule(folder, level))),
    {
      name: "on-a-floor",
      comment: "every file of src/ stands on a floor",
      severity: "error",
      from: { path: "^src/", pathNot: anyOf(FLOORS.flat()) },
      to: {},
    },
    {
      name: "designs-and-properties-come-by-the-catalogue",
      comment:
        "the engine, the reports and the commands take any design: only the catalogue names the built-in ones",
      severity: "error",
      from: { path: "^src/", pathNot: anyOf(["src/catalogue.ts", "src/browser.ts"]) },
      to: { path: anyOf(DESIGNS_AND_PROPERTIES) },
    },
    {
      name: "a-domain-comes-with-its-designs",
      comment: "what runs and tells designs asks each for its domain, and names none",
      severity: "error",
      from: { path: anyOf(SHARED), pathNot: anyOf(OF_A_DOMAIN) },
      to: { path: anyOf(["src/domains/"]) },
    },
    {
      name: "a-manager-sees-no-world",
      comment:
        "a manager works everything out from the operation and from what the kernel shows: else the comparison could not fail",
      severity: "error",
      from: { path: anyOf(["src/managers/"]) },
      to: { path: "^(src|models|properties)/", pathNot: anyOf(["src/managers/", ...WORDS]) },
    },
    {
      name: "nor-does-its-kernel",
      comment: "what a manager is given of the kernel comes from the agent alone",
      severity: "error",
      from: { path: anyOf([MANAGED]) },
      to: {
        path: "^(src/(model|world|history|domains|engine|conformance)|models|properties)/",
        pathNot: anyOf([
          MANAGED,
          ...WORDS,
          "src/conformance/agent/",
          "src/conformance/cannot-run.ts",
          "src/conformance/containers/hierarchy.ts",
        ]),
      },
    },
    {
      name: "no-node",
      comment: "files, threads and the clock are passed in, so that a browser can run it",
      severity: "error",
      from: { path: anyOf(WITHOUT_NODE) },
      to: { dependencyTypes: ["core"] },
    },
    {
      name: "a-browser-can-run-it",
      comment: "what programs take in a browser reaches nothing of Node",
      severity: "error",
      from: { path: "^src/browser\\.ts$" },
      to: { path: "^src/(conformance|package|testing|cli)/|^src/objects/(folder|sealed)", reachable: true },
    },
    {
      name: "no-test-in-the-house",
      comment: "what is shipped does not import what is not",
      severity: "error",
      from: { path: anyOf(SHIPPED) },
      to: { path: "^test/" },
    },
    {
      name: "no-development-package",
      comment: "what is shipped imports only packages that are installed with it",
      severity: "error",
      // Who imports the one file has vitest; who asks for a cluster has bullmq and ioredis, or is told.
      from: { path: anyOf(SHIPPED), pathNot: "^src/(testing/vitest\\.ts$|cli/cluster/)" },
      to: {
        dependencyTypes: ["npm-dev", "npm-no-pkg", "npm-unknown"],
        dependencyTypesNot: ["npm"],
      },
    },
    {
      name: "no-cycle",
      comment: "files that import each other cannot be read one after the other",
      severity: "error",
      from: {},
      to: { circular: true },
    },
    {
      name: "no-missing-import",
      comment: "what is imported is there",
      severity: "error",
      from: {},
      to: { couldNotResolve: true },
    },
  ],
  options: {
    doNotFollow: { path: "node_modules" },
    tsPreCompilationDeps: true, // an import of a type counts
    tsConfig: { fileName: "tsconfig.json" },
    detectJSDocImports: true,
    enhancedResolveOptions: {
      exportsFields: ["exports"],
      conditionNames: ["nsmodel-sources", "import", "types", "node", "default"],
    },
  },
};
