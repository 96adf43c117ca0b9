/**
 * Whether properties find what they found, on steps that no design makes (mixed.ts): how often there was no case, it held, and it was broken, and a digest of all
 * that, with the sentences. Those that ask one question of each kind of namespace have one row.
 */
import { createHash } from "node:crypto";
import { expect, test } from "vitest";
import { linux } from "../../models/linux/linux.ts";
import { PROPERTIES } from "../../src/catalogue.ts";
import type { ContainerScope } from "../../src/domains/containers/scope.ts";
import type { LinuxScope } from "../../src/domains/linux/scope.ts";
import { findingOnStep } from "../../src/engine/forms/form-of.ts";
import type { Model } from "../../src/model/model.ts";
import {
  divided,
  type Finding,
  type PointProperty,
  questionOf,
  whyNotApplicable,
} from "../../src/model/property.ts";
import type { Scope } from "../../src/model/scope.ts";
import { CONTAINER_MODELS } from "../container-models.ts";
import { type Mixed, mixedSteps, type Origin, worldsOf } from "./mixed.ts";

const STEPS = 2000;

const SCOPE: ContainerScope = {
  tasks: 5,
  containers: 6,
  kinds: ["uts", "net"],
  names: ["a"],
  images: 1,
  handles: 2,
};
const OF_LINUX: LinuxScope = {
  tasks: 3,
  kinds: ["pid", "user", "mnt", "net"],
  pidLevels: 3,
  userLevels: 3,
  handles: 1,
  files: 1,
  mounts: 1,
};
const linuxOrigin = (scope: LinuxScope): Origin => ({
  model: linux as unknown as Model, // a design of one domain as any
  scope,
});

/** Those that were there first: another one changes no row. */
const DESIGNS = CONTAINER_MODELS.slice(0, 12);

/** What is worked out when it is first asked for. */
function once<Value>(work: () => Value): () => Value {
  let value: Value | undefined;
  return () => {
    value ??= work();
    return value;
  };
}

const DOMAINS = {
  containers: {
    scope: SCOPE,
    /** That properties may be out of. */
    others: [
      { ...SCOPE, names: [] },
      { ...SCOPE, containers: 3 },
      { ...SCOPE, containers: 2, images: 0, handles: 0, kinds: [] },
    ],
    worlds: once(() => worldsOf(DESIGNS.map((model) => ({ model, scope: SCOPE })))),
  },
  linux: {
    scope: OF_LINUX,
    others: [
      { ...OF_LINUX, handles: 0, mounts: 0 },
      { ...OF_LINUX, files: 0 },
    ],
    worlds: once(() =>
      worldsOf([
        linuxOrigin(OF_LINUX),
        linuxOrigin({ ...OF_LINUX, kinds: ["uts", "time", "ipc", "cgroup"] }),
      ]),
    ),
  },
};

const EXPECTED = `
containers: never-leaves | 1646 234 120 c34f49
containers: kill-reaches-descendants | 1867 72 61 b01aef
containers: kill-spares-others | 1877 93 30 7f7efa
containers: container-outlives-nsproxy | 1444 510 46 ddf5b9
containers: one-nsproxy-per-container | 1136 832 32 c084f0
containers: sibling-names-differ | 1070 919 11 e17095
containers: same-name-in-two-places | 1975 25 0 0bb917
containers: names-round-trip | 24 1976 0 8e4740
containers: view-is-closed | 927 936 137 7862ef
containers: known-by-every-ancestor | 1574 309 117 01cd06
containers: rename-only-renames | 1819 50 131 e18ff8
containers: only-rename-renames | 1377 565 58 71fc30
containers: unshare-isolates | 1143 722 135 7e6530
containers: fork-inherits | 1228 651 121 954c93
containers: nothing-leaks | 0 1742 258 3aa559
containers: refusal-changes-nothing | 1034 479 487 02145f
containers: always-enterable | 102 1133 765 4a8d86
containers: restart-is-faithful | 1839 28 133 6c5d7e
containers: unshare-needs-no-name | 428 1417 155 2dc25c
containers: handle-keeps-nothing | 1720 254 26 27b92c
containers: handle-enters | 1737 84 179 7c9bb9
containers: handle-means-one-thing | 1729 174 97 a1e06a
linux: never-leaves | 15742 63 195 0f9f0b
linux: kill-reaches-descendants | 15915 2 83 dba80c
linux: nothing-leaks | 14171 1782 47 4cbf4e
linux: handle-keeps-nothing | 15900 0 100 4fd5a4
linux: handle-enters | 15023 457 520 973396
linux: handle-means-one-thing | 14936 748 316 b8b939
linux: named-by-file | 16000 0 0 7614b1
linux: named-by-mount | 16000 0 0 150f83
linux: named-by-handle | 15999 1 0 ecfd59
`;

const POINT_PROPERTIES = divided(PROPERTIES).atPoints;
const questions = [
  ...new Set(POINT_PROPERTIES.map((property) => `${property.domain}: ${questionOf(property)}`)),
];

test.each(questions)("%s", (question) => {
  const asking = POINT_PROPERTIES.filter(
    (property) => `${property.domain}: ${questionOf(property)}` === question,
  );
  expect(`${question} | ${foundBy(asking)}`).toBe(
    EXPECTED.split("\n").find((row) => row.startsWith(`${question} |`)),
  );
});

function foundBy(properties: readonly PointProperty[]): string {
  const counts = { "no case": 0, holds: 0, broken: 0 };
  const hash = createHash("sha256");
  const add = (value: unknown) => hash.update(`${JSON.stringify(value)}\n`);
  for (const property of properties) {
    const { claim: _, source: __, ...said } = property;
    add(said);
    const { scope, others, worlds } = property.domain === "linux" ? DOMAINS.linux : DOMAINS.containers;
    for (const other of others) add(property.outOfScope?.(other));
    // Where it does not apply it is asked now and then.
    const some = worlds().filter(
      ({ model }, index) => index % 8 === 0 || whyNotApplicable(property, model, scope) === undefined,
    );
    const on = property.form === "on every step" ? property.on : undefined;
    for (const mixed of mixedSteps(some, STEPS, on)) {
      const finding = findingOf(property, mixed, scope);
      counts[typeof finding === "string" ? finding : "broken"]++;
      add(finding);
    }
  }
  return [...Object.values(counts), hash.digest("hex").slice(0, 6)].join(" ");
}

function findingOf(property: PointProperty, { step, attempt }: Mixed, scope: Scope): Finding {
  if (property.form === "on every step") return findingOnStep(property, step, scope, attempt);
  return property.check(step.before, scope, attempt);
}
