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
containers: never-leaves | 1662 213 125 a29d28
containers: kill-reaches-descendants | 1791 128 81 fe3cd8
containers: kill-spares-others | 1880 91 29 246860
containers: container-outlives-nsproxy | 1426 530 44 bd474e
containers: one-nsproxy-per-container | 1149 810 41 7e6cb3
containers: sibling-names-differ | 1029 950 21 ef6a28
containers: same-name-in-two-places | 1963 37 0 927ab2
containers: names-round-trip | 26 1974 0 b8456b
containers: view-is-closed | 873 955 172 b1ca6d
containers: known-by-every-ancestor | 1586 292 122 572253
containers: rename-only-renames | 1816 57 127 fcb841
containers: only-rename-renames | 1379 537 84 1fd668
containers: unshare-isolates | 1203 675 122 831815
containers: fork-inherits | 1276 613 111 8eafa6
containers: nothing-leaks | 0 1731 269 c4ff75
containers: refusal-changes-nothing | 1034 465 501 ab608a
containers: always-enterable | 95 1185 720 e358f8
containers: restart-is-faithful | 1848 24 128 ff54fa
containers: unshare-needs-no-name | 423 1413 164 ba8200
containers: handle-keeps-nothing | 1738 243 19 fee2fc
containers: handle-enters | 1738 85 177 a5af79
containers: handle-means-one-thing | 1732 172 96 b0e20b
linux: never-leaves | 15729 64 207 8748b8
linux: kill-reaches-descendants | 15915 2 83 dba80c
linux: nothing-leaks | 14172 1781 47 f7a993
linux: handle-keeps-nothing | 15896 0 104 d59f35
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
