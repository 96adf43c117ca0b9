/** Suites of a few designs in small scopes still have what they had: a digest of everything in a suite. If it differs, suite.test.ts shows why. */
import { expect, test } from "vitest";
import { linux } from "../../../models/linux/linux.ts";
import { nested } from "../../../models/nested.ts";
import { unshareKeeping } from "../../../models/unshare-keeping.ts";
import type { ContainerScope } from "../../../src/domains/containers/scope.ts";
import type { LinuxScope } from "../../../src/domains/linux/scope.ts";
import { type SuiteOptions, suiteInSteps } from "../../../src/engine/suite/suite.ts";
import { finish } from "../../../src/history/finish.ts";
import type { Model } from "../../../src/model/model.ts";
import { FIRST_TASK } from "../../../src/model/numbers.ts";
import { digestOf } from "../../digest.ts";

const TINY: ContainerScope = { tasks: 2, containers: 2, kinds: ["uts"], names: [], images: 0 };
const NAMED: ContainerScope = { ...TINY, names: ["a"] };
const PIDS: LinuxScope = {
  tasks: 2,
  kinds: ["uts"],
  pidLevels: 1,
  userLevels: 1,
  handles: 0,
  files: 0,
  mounts: 0,
};

/** `linux` as shared code takes it: a design of any domain. */
const LINUX = linux as unknown as Model;

const OWN = {
  scope: TINY,
  histories: [
    [{ op: "fork", task: FIRST_TASK }],
    [
      { op: "fork", task: FIRST_TASK },
      { op: "exit", task: FIRST_TASK },
    ],
  ],
};

function made(model: Model, more: Pick<SuiteOptions, "scopes"> & Partial<SuiteOptions>): unknown {
  return finish(
    suiteInSteps(model, { symmetry: true, comparisons: "some", transitions: true, length: 10, ...more }),
  );
}
test.each<[string, Model, Pick<SuiteOptions, "scopes"> & Partial<SuiteOptions>, string]>([
  ["all of a scope", nested, { scopes: [{ scope: TINY }] }, "50bef4"],
  [
    "the beginnings, in whole numbers",
    nested,
    { scopes: [{ scope: TINY, depth: 3 }], symmetry: false },
    "f4fecf",
  ],
  ["few transitions", nested, { scopes: [{ scope: NAMED, depth: 3 }], transitions: 5 }, "1a3ba1"],
  [
    "two scopes",
    nested,
    {
      scopes: [
        { scope: TINY, depth: 2 },
        { scope: NAMED, depth: 2 },
      ],
    },
    "f74c0e",
  ],
  ["histories of one's own", nested, { scopes: [{ scope: TINY, depth: 2 }], own: OWN }, "338de8"],
  ["another design", unshareKeeping, { scopes: [{ scope: TINY, depth: 4 }] }, "e966d5"],
  ["another domain", LINUX, { scopes: [{ scope: PIDS, depth: 2 }] }, "729aff"],
])("%s", (_, model, options, expected) => {
  expect(digestOf([made(model, options)])).toBe(expected);
});
