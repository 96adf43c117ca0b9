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
containers: never-leaves | 1346 117 37 7d134d
containers: kill-reaches-descendants | 1460 9 31 63450d
containers: kill-spares-others | 1484 11 5 9e94e0
containers: container-outlives-nsproxy | 923 549 28 557213
containers: one-nsproxy-per-container | 1063 412 25 98bfd7
containers: sibling-names-differ | 717 777 6 250f9c
containers: same-name-in-two-places | 1500 0 0 67296e
containers: names-round-trip | 79 1421 0 30940a
containers: view-is-closed | 792 639 69 86ca17
containers: known-by-every-ancestor | 1076 217 207 8566cc
containers: rename-only-renames | 1450 29 21 ac7f8f
containers: only-rename-renames | 924 532 44 c4ebd4
containers: unshare-isolates | 1336 79 85 5d4af3
containers: fork-inherits | 1409 49 42 f4c8a6
containers: nothing-leaks | 0 1290 210 421ccf
containers: refusal-changes-nothing | 686 460 354 06ac9c
containers: always-enterable | 158 580 762 0a3de4
containers: restart-is-faithful | 1454 2 44 087dfd
containers: unshare-needs-no-name | 774 726 0 c42fd6
containers: handle-keeps-nothing | 1455 45 0 980178
containers: handle-enters | 1455 19 26 a03a98
containers: handle-means-one-thing | 1455 40 5 88280b
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
