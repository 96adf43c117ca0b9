/**
 * The verdict on every property for every design: the regression suite of the designs. The lengths are those of the shortest
 * histories, and those that semantics.md gives ("comes out") were found by an independent implementation.
 */
import { describe, expect, test } from "vitest";
import { restartIsFaithful } from "../../properties/restart-is-faithful.ts";
import type { ContainerScope } from "../../src/domains/containers/scope.ts";
import { search } from "../../src/engine/search.ts";
import type { Property } from "../../src/model/property.ts";
import type { Verdict } from "../../src/model/verdict.ts";
import { CONTAINER_MODELS, CONTAINER_PROPERTIES } from "../container-models.ts";
import { verdictOn } from "../properties/check.ts";
import { asked, COMPARISONS, IS_QUICK } from "../quick/quick.ts";

const SCOPE: ContainerScope = {
  tasks: 3,
  containers: 3,
  kinds: ["uts"],
  names: ["a"],
  images: 0,
  handles: 1,
};

/** A number: broken in so many events. `3+4`: by a run that goes round four events after three. `in 5`: reached. `-`: does not apply. */
const EXPECTED = `
                           | nested | merged | flat    | flat-untracked | subset | task-struct | unshare-staying | unshare-leaving | unshare-keeping | ns-cgroup | pinned | handle | walking-kill | repeating-kill | freezing-kill
never-leaves               | holds  | 2      | holds   | 2              | holds  | holds       | holds           | 2               | holds           | holds     | holds  | holds  | holds        | holds          | holds
kill-reaches-descendants   | holds  | holds  | holds   | 4              | holds  | holds       | holds           | holds           | holds           | holds     | holds  | holds  | 5            | holds          | holds
kill-spares-others         | holds  | holds  | holds   | holds          | holds  | holds       | holds           | holds           | holds           | holds     | holds  | holds  | holds        | holds          | holds
container-outlives-nsproxy | holds  | 4      | no case | no case        | holds  | holds       | holds           | holds           | holds           | holds     | holds  | holds  | holds        | holds          | holds
one-nsproxy-per-container  | holds  | holds  | holds   | holds          | 3      | -           | holds           | holds           | 2               | 3         | holds  | holds  | holds        | holds          | holds
sibling-names-differ       | holds  | holds  | holds   | holds          | holds  | holds       | holds           | holds           | holds           | holds     | holds  | holds  | holds        | holds          | holds
same-name-in-two-places    | in 5   | in 6   | never   | never          | in 5   | in 5        | in 5            | never           | in 5            | in 5      | in 5   | in 5   | in 5         | in 5           | in 5
names-round-trip           | holds  | holds  | holds   | holds          | holds  | holds       | holds           | holds           | holds           | holds     | holds  | holds  | holds        | holds          | holds
view-is-closed             | holds  | holds  | holds   | holds          | holds  | holds       | holds           | holds           | holds           | holds     | holds  | holds  | holds        | holds          | holds
known-by-every-ancestor    | holds  | holds  | -       | -              | holds  | holds       | holds           | holds           | holds           | holds     | holds  | holds  | holds        | holds          | holds
rename-only-renames        | holds  | holds  | holds   | holds          | holds  | holds       | holds           | holds           | holds           | holds     | holds  | holds  | holds        | holds          | holds
only-rename-renames        | holds  | holds  | holds   | holds          | holds  | holds       | holds           | holds           | holds           | holds     | holds  | holds  | holds        | holds          | holds
unshare-isolates           | holds  | holds  | holds   | holds          | holds  | holds       | holds           | holds           | holds           | holds     | holds  | holds  | holds        | holds          | holds
fork-inherits              | holds  | holds  | holds   | holds          | holds  | holds       | holds           | holds           | holds           | holds     | holds  | holds  | holds        | holds          | holds
nothing-leaks              | holds  | holds  | holds   | holds          | holds  | holds       | 1               | holds           | holds           | 2         | 1      | holds  | holds        | holds          | holds
refusal-changes-nothing    | holds  | holds  | holds   | holds          | holds  | holds       | holds           | holds           | holds           | holds     | holds  | holds  | holds        | holds          | holds
always-enterable           | 3      | holds  | 2       | holds          | 3      | 3           | 7               | holds           | 3               | 2         | holds  | 3      | 3            | 3              | 3
restart-is-faithful        | -      | -      | -       | -              | -      | -           | -               | -               | -               | -         | -      | -      | -            | -              | -
unshare-needs-no-name      | holds  | holds  | holds   | holds          | holds  | holds       | holds           | holds           | holds           | 4         | holds  | holds  | holds        | holds          | holds
handle-keeps-nothing       | -      | -      | -       | -              | -      | -           | -               | -               | -               | -         | -      | holds  | -            | -              | -
handle-enters              | -      | -      | -       | -              | -      | -           | -               | -               | -               | -         | -      | 2      | -            | -              | -
handle-means-one-thing     | -      | -      | -       | -              | -      | -           | -               | -               | -               | -         | -      | holds  | -            | -              | -
killed-goes                | holds  | holds  | holds   | holds          | holds  | holds       | holds           | holds           | holds           | 3+0       | 3+0    | holds  | 5+0          | 3+4            | holds
left-alone-goes            | holds  | holds  | holds   | holds          | holds  | holds       | 1+0             | holds           | holds           | 2+0       | 2+0    | holds  | holds        | holds          | holds
exit-ends                  | holds  | holds  | holds   | holds          | holds  | holds       | holds           | holds           | holds           | holds     | holds  | holds  | holds        | 3+4            | holds
`;

/** Worlds numbered by W2. */
const WORLDS: Readonly<Record<string, number>> = {
  nested: 902,
  merged: 776,
  flat: 1550,
  "flat-untracked": 1481,
  subset: 13_910,
  "task-struct": 902,
  "unshare-staying": 12_134,
  "unshare-leaving": 368,
  "unshare-keeping": 24_149,
  "ns-cgroup": 19_372,
  pinned: 1322,
  handle: 3497,
  "walking-kill": 2540,
  "repeating-kill": 2540,
  "freezing-kill": 2000,
};

const [models = [], ...properties] = EXPECTED.trim()
  .split("\n")
  .map((line) => line.split("|").map((word) => word.trim()));

test("the table has every design and every property", () => {
  expect(models.filter((name) => name !== "")).toEqual(CONTAINER_MODELS.map(({ name }) => name));
  expect(properties.map(([name]) => name)).toEqual(CONTAINER_PROPERTIES.map(({ name }) => name));
});

const ASKED = asked(CONTAINER_PROPERTIES);
/** Of more worlds than these there is a digest of the first: graphs.test.ts. */
const MOST_COUNTED = IS_QUICK ? 2000 : Number.POSITIVE_INFINITY;
const COUNTED = CONTAINER_MODELS.filter(({ name }) => (WORLDS[name] ?? 0) <= MOST_COUNTED);

describe.each(CONTAINER_MODELS)("$name", (model) => {
  test("every property comes out as expected", () => {
    const { verdicts } = search(model, ASKED, SCOPE, {
      symmetry: model.numbersMatter !== true,
      comparisons: COMPARISONS,
    });
    const column = models.filter((name) => name !== "").indexOf(model.name) + 1;
    const expected = properties.map((cells) => `${cells[0]}: ${cells[column]}`);
    const found = new Map(
      ASKED.map(({ name, form }, index) => [name, `${name}: ${cell(form, verdicts[index])}`] as const),
    );
    expect([...found.values()]).toEqual(
      expected.filter((_, index) => found.has(properties[index]?.[0] ?? "")),
    );
  });
});

test.each(COUNTED)("$name has as many worlds as ever", (model) => {
  expect(search(model, [], SCOPE).worlds).toBe(WORLDS[model.name]);
});

test.each(CONTAINER_MODELS.filter(({ shows }) => shows.includes("images")))(
  "what $name restarts is what it has recorded",
  (model) => {
    const verdict = verdictOn(model, restartIsFaithful, { ...SCOPE, tasks: 2, images: 1 });
    expect(verdict.verdict).toBe("holds");
    expect(verdict.cases).toBeGreaterThan(0);
  },
);

function cell(form: Property["form"], verdict: Verdict | undefined): string {
  if (verdict === undefined) return "none";
  const length = verdict.history?.length;
  switch (verdict.verdict) {
    case "does-not-apply":
      return "-";
    case "not-decided":
      return "not decided";
    case "broken":
      if (verdict.loop !== undefined) return `${verdict.loop}+${(length ?? 0) - verdict.loop}`;
      return form === "sometimes" ? "never" : String(length);
    case "holds":
      if (form === "sometimes") return `in ${length}`;
      return verdict.cases > 0 ? "holds" : "no case";
  }
}
