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
import { findingOnStep } from "../../src/engine/point.ts";
import type { Model } from "../../src/model/model.ts";
import { divided, type Finding, type PointProperty, questionOf } from "../../src/model/property.ts";
import type { Scope } from "../../src/model/scope.ts";
import { CONTAINER_MODELS } from "../container-models.ts";
import { type Mixed, mixedSteps, type Origin, worldsOf } from "./mixed.ts";

const STEPS = 1500;

const SCOPE: ContainerScope = {
  tasks: 3,
  containers: 4,
  kinds: ["uts", "net"],
  names: ["a"],
  images: 1,
  handles: 1,
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
      { ...SCOPE, containers: 2, images: 0, handles: 0 },
    ],
    worlds: once(() => worldsOf(CONTAINER_MODELS.map((model) => ({ model, scope: SCOPE })))),
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
containers: never-leaves | 1325 126 49 f22108
containers: kill-reaches-descendants | 1461 15 24 8c4ef4
containers: kill-spares-others | 1483 13 4 0ba244
containers: container-outlives-nsproxy | 921 553 26 e2912b
containers: one-nsproxy-per-container | 1080 388 32 0aeb8e
containers: sibling-names-differ | 692 802 6 3e3543
containers: same-name-in-two-places | 1500 0 0 67296e
containers: names-round-trip | 84 1416 0 1fcaa9
containers: view-is-closed | 801 621 78 571aa0
containers: known-by-every-ancestor | 1034 244 222 c3ecb7
containers: rename-only-renames | 1455 21 24 b4bb93
containers: only-rename-renames | 899 550 51 e48cc5
containers: unshare-isolates | 1308 100 92 58b511
containers: fork-inherits | 1418 55 27 3c8219
containers: nothing-leaks | 0 1266 234 221f46
containers: refusal-changes-nothing | 706 438 356 cff8c0
containers: always-enterable | 130 589 781 498c41
containers: restart-is-faithful | 1455 5 40 cc479f
containers: unshare-needs-no-name | 697 803 0 58cc08
containers: handle-keeps-nothing | 1445 54 1 f0623d
containers: handle-enters | 1458 15 27 276ac6
containers: handle-means-one-thing | 1450 43 7 207cf6
linux: never-leaves | 11901 4 95 4cc77b
linux: kill-reaches-descendants | 11883 9 108 a607e9
linux: nothing-leaks | 10645 1189 166 922e68
linux: handle-keeps-nothing | 11848 0 152 7af37f
linux: handle-enters | 11199 394 407 057ab2
linux: handle-means-one-thing | 11023 832 145 483ae8
linux: named-by-file | 12000 0 0 e6c4e5
linux: named-by-mount | 12000 0 0 7a2a3d
linux: named-by-handle | 11999 1 0 ca383a
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
    for (const mixed of mixedSteps(worlds(), STEPS)) {
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
