/**
 * Properties still find what they found, on steps that no design makes (mixed.ts): how often there was no case, how often they held and were broken,
 * and a digest of all that, with the sentences. Properties that ask one question of each kind of namespace share one row.
 */
import { expect, test } from "vitest";
import { linux } from "../../models/linux/linux.ts";
import { PROPERTIES } from "../../src/catalogue.ts";
import type { ContainerScope } from "../../src/domains/containers/scope.ts";
import type { LinuxCall } from "../../src/domains/linux/operations.ts";
import type { LinuxScope } from "../../src/domains/linux/scope.ts";
import { findingOnStep } from "../../src/engine/forms/form-of.ts";
import { KINDS, type Kind } from "../../src/model/kind.ts";
import type { Model } from "../../src/model/model.ts";
import { taskNumber } from "../../src/model/numbers.ts";
import type { OnRuns } from "../../src/model/on-runs.ts";
import {
  divided,
  type Finding,
  type PointProperty,
  questionOf,
  whyNotApplicable,
} from "../../src/model/property.ts";
import type { Scope } from "../../src/model/scope.ts";
import { CONTAINER_MODELS } from "../container-models.ts";
import { digestOf } from "../digest.ts";
import { type Mixed, mixedSteps, type Origin, worldsOf } from "./mixed.ts";

const STEPS = 2000;
/** For each kind of namespace. */
const STEPS_OF_LINUX = 500;

const SCOPE: ContainerScope = {
  tasks: 5,
  containers: 6,
  kinds: ["uts", "net"],
  names: ["a"],
  images: 1,
  handles: 2,
};
/** A scope in which little can be done but kill. */
const SMALL: ContainerScope = { ...SCOPE, tasks: 4, kinds: ["uts"], names: [], images: 0, handles: 0 };
const WALKING = CONTAINER_MODELS.filter(({ calls }) => "killtask" in calls);
const OF_LINUX: LinuxScope = {
  tasks: 3,
  kinds: ["pid", "user", "mnt", "net"],
  pidLevels: 3,
  userLevels: 3,
  handles: 1,
  files: 1,
  mounts: 1,
};
const KINDS_OF_LINUX: readonly (readonly Kind[])[] = [
  ["pid", "user"],
  ["mnt", "net"],
  ["uts", "time"],
  ["ipc", "cgroup"],
];
/** The kinds of scopes in which a namespace that nobody is in stays for as long as something names it. */
const NAMING: readonly (readonly Kind[])[] = KINDS.map((kind) => [kind]);
const NAMING_CALLS: readonly LinuxCall[] = ["clone", "kill", "wait", "nsfile", "close", "bind", "handle"];
const linuxOrigin = (scope: LinuxScope): Origin => ({
  model: linux as unknown as Model, // shared code takes a design of any domain
  scope,
  isLarge: true,
});

/** Computes a value when it is first asked for. */
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
    /** Scopes in which some properties do not apply. */
    others: [
      { ...SCOPE, names: [] },
      { ...SCOPE, containers: 3 },
      { ...SCOPE, containers: 2, images: 0, handles: 0, kinds: [] },
    ],
    worlds: once(() =>
      worldsOf([
        ...CONTAINER_MODELS.map((model) => ({ model, scope: SCOPE })),
        ...WALKING.map((model) => ({ model, scope: SMALL })),
      ]),
    ),
  },
  linux: {
    scope: OF_LINUX,
    others: [
      { ...OF_LINUX, handles: 0, mounts: 0 },
      { ...OF_LINUX, files: 0 },
    ],
    worlds: once(() =>
      worldsOf([
        ...KINDS_OF_LINUX.map((kinds) => linuxOrigin({ ...OF_LINUX, kinds })),
        ...NAMING.map((kinds) => linuxOrigin({ ...OF_LINUX, kinds, tries: NAMING_CALLS })),
      ]),
    ),
  },
};

const EXPECTED = `
containers: never-leaves | 1613 282 105 d18c63
containers: kill-reaches-descendants | 1909 49 42 b5fc6f
containers: kill-spares-others | 1907 64 29 1b1ca2
containers: container-outlives-nsproxy | 1269 669 62 ac0fbe
containers: one-nsproxy-per-container | 1085 892 23 9e9d0d
containers: sibling-names-differ | 998 995 7 044338
containers: same-name-in-two-places | 1974 26 0 24b39a
containers: names-round-trip | 26 1974 0 9184c5
containers: view-is-closed | 965 876 159 11c11a
containers: known-by-every-ancestor | 1494 340 166 f549be
containers: rename-only-renames | 1779 74 147 dfe944
containers: only-rename-renames | 1290 634 76 d5a144
containers: unshare-isolates | 1124 730 146 0e8c0c
containers: fork-inherits | 1208 654 138 7cac62
containers: nothing-leaks | 0 1784 216 1ffb1b
containers: refusal-changes-nothing | 1067 442 491 fd448d
containers: always-enterable | 105 1158 737 33023a
containers: restart-is-faithful | 1848 35 117 0d8197
containers: unshare-needs-no-name | 445 1188 367 7ebab9
containers: handle-keeps-nothing | 1810 169 21 e19707
containers: handle-enters | 1799 62 139 de0b8d
containers: handle-means-one-thing | 1825 108 67 f24800
linux: never-leaves | 3821 37 142 59b848
linux: kill-reaches-descendants | 3883 15 102 fb5e30
linux: nothing-leaks | 2990 959 51 8fcb06
linux: handle-keeps-nothing | 3717 201 82 3eaed1
linux: handle-enters | 3017 608 375 939ec3
linux: handle-means-one-thing | 2958 775 267 c0baf7
linux: named-by-file | 3997 3 0 960d72
linux: named-by-mount | 3984 16 0 655a03
linux: named-by-handle | 3998 2 0 f24663
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
  const digest = digestOf(all());
  return [...Object.values(counts), digest].join(" ");

  function* all(): Generator<unknown> {
    for (const property of properties) {
      const { claim: _, source: __, ...said } = property;
      yield said;
      const { scope, others, worlds } = property.domain === "linux" ? DOMAINS.linux : DOMAINS.containers;
      for (const other of others) yield property.outOfScope?.(other) ?? "";
      // One in eight of the worlds to which it does not apply is included.
      const some = worlds().filter(({ origin }, index) => index % 8 === 0 || isAskedOf(property, origin));
      const on = property.form === "on every step" ? property.on : undefined;
      for (const mixed of mixedSteps(some, property.ofKind === undefined ? STEPS : STEPS_OF_LINUX, on)) {
        const finding = findingOf(property, mixed, scope);
        counts[typeof finding === "string" ? finding : "broken"]++;
        yield finding;
      }
    }
  }
}

/** For properties on runs: how often something is owed, has happened, and is allowed, on steps and in the worlds after them. */
const EXPECTED_OF_RUNS = `
killed-goes | 348 4324 8000 107346
left-alone-goes | 6000 4169 4554 ebfd00
exit-ends | 8000 4201 8000 a97a89
`;

const MAX_THINGS = 4;
const CALLERS = [1, 2, 3, 4, 5].map(taskNumber);

test.each(divided(PROPERTIES).onRuns)("$name", (property) => {
  expect(`${property.name} | ${foundOnRuns(property)}`).toBe(
    EXPECTED_OF_RUNS.split("\n").find((row) => row.startsWith(`${property.name} |`)),
  );
});

function foundOnRuns(property: OnRuns): string {
  const { claim: _, source: __, owed, ...said } = property;
  const counts = { owed: 0, met: 0, allowed: 0 };
  const digest = digestOf(all());
  return [...Object.values(counts), digest].join(" ");

  function* all(): Generator<unknown> {
    yield [said, owed];
    const on = owed.from === "steps" ? owed.on : undefined;
    for (const { step } of mixedSteps(DOMAINS.containers.worlds(), STEPS, on)) {
      for (let thing = 1; thing <= MAX_THINGS; thing++) {
        const isMet = property.isMet(step.after, thing);
        const isOwed =
          owed.from === "the first world" ||
          (owed.from === "steps" ? owed.isSo(step, thing) : owed.isSo(step.after, thing));
        const isAllowed = property.allows?.(step, thing);
        counts.owed += Number(isOwed);
        counts.met += Number(isMet);
        counts.allowed += Number(isAllowed ?? true);
        const fair = CALLERS.map((task) => property.isFair?.(step.after, task, thing));
        yield [isMet, isOwed, isAllowed, fair, isMet ? "" : property.broken(step.after, thing)];
      }
    }
  }
}

/** Whether a property applies to a design in a scope, which must have its kind of namespace if it is about one. */
function isAskedOf(property: PointProperty, { model, scope }: Origin): boolean {
  const kind = property.ofKind?.kind;
  const { kinds } = scope as ContainerScope | LinuxScope; // of one of the domains above
  if (kind !== undefined && !kinds.includes(kind)) return false;
  return whyNotApplicable(property, model, scope) === undefined;
}

function findingOf(property: PointProperty, { step, attempt }: Mixed, scope: Scope): Finding {
  if (property.form === "on every step") return findingOnStep(property, step, scope, attempt);
  return property.check(step.before, scope, attempt);
}
