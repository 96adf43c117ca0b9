/**
 * The verdict on each question for each kind of namespace; and that the kernel does what the histories say: those of the cells that are broken or
 * reached, and for the others what was tried against them.
 */
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { linux } from "../../../models/linux/linux.ts";
import { firstDifference } from "../../../src/conformance/divergence.ts";
import { LinuxKernel } from "../../../src/conformance/linux/linux-kernel.ts";
import { KINDS, type Kind } from "../../../src/model/kind.ts";
import type { Verdict } from "../../../src/model/verdict.ts";
import { describeOnKernel } from "../../conformance/machine.ts";
import { IS_QUICK } from "../../quick/quick.ts";
import { ASKED, type AskedProperty, verdictsAsked } from "./asked.ts";

/** A number: broken in that many events. `in 5`: reached in five. */
const EXPECTED = `
                         | mnt   | uts   | ipc   | net   | pid   | user  | cgroup | time
never-leaves             | 1     | 1     | 1     | 1     | holds | holds | 1      | 1
kill-reaches-descendants | 2     | 2     | 2     | 2     | holds | 2     | 2      | 2
nothing-leaks            | 3     | 3     | 3     | 3     | 3     | 4     | 3      | 3
handle-keeps-nothing     | holds | holds | holds | holds | holds | holds | holds  | holds
handle-enters            | 3     | 3     | 3     | 3     | 2     | 2     | 3      | 3
handle-means-one-thing   | holds | holds | holds | holds | holds | holds | holds  | holds
named-by-file            | in 3  | in 3  | in 3  | in 3  | in 3  | in 4  | in 3   | in 3
named-by-mount           | in 5  | in 4  | in 4  | in 4  | in 4  | in 5  | in 4   | in 4
named-by-handle          | never | never | never | never | never | in 5  | never  | never
`;

const [[, ...kinds] = [], ...rows] = EXPECTED.trim()
  .split("\n")
  .map((line) => line.split("|").map((word) => word.trim()));

/** The expected result of a question that is asked of a kind. */
const expectedOf = ({ ofKind: { question, kind } }: AskedProperty): string =>
  rows.find(([asked]) => asked === question)?.[kinds.indexOf(kind) + 1] ?? "";

/** The kinds that are asked. Quick tests leave out kinds that take long or that are like another. */
const SOME_KINDS: readonly Kind[] = IS_QUICK ? ["mnt", "uts", "user"] : KINDS;
const SOME = ASKED.filter(({ ofKind }) => SOME_KINDS.includes(ofKind.kind));

/** How deep questions are searched: the whole scope (`undefined`); in quick tests no deeper than their histories, or a few events if one has none. */
function depthOf(properties: readonly AskedProperty[]): number | undefined {
  const lengths = properties.map((property) => Number(/\d+$/.exec(expectedOf(property))?.[0] ?? A_FEW));
  return IS_QUICK ? Math.max(...lengths) : undefined;
}

/** Enough events for what a handle was taken of to go and another to get its number, or for a task to leave where it should stay. */
const A_FEW = 5;

/** The expected result so far: that a property holds, or that nothing is reached, is known only once everything was searched. */
const askedSoFar = (expected: string): string =>
  IS_QUICK && ["holds", "never"].includes(expected) ? "not decided" : expected;

const searched = new Map<Kind, ReturnType<typeof verdictsAsked>>();

function verdictsOn(kind: Kind) {
  const verdicts = searched.get(kind) ?? verdictsAsked(askedOn(kind), depthOf);
  searched.set(kind, verdicts);
  return verdicts;
}

const askedOn = (kind: Kind) => SOME.filter(({ ofKind }) => ofKind.kind === kind);

test("the table has every kind and every question", () => {
  expect(kinds).toEqual(KINDS);
  expect(rows.map(([question]) => question)).toEqual([
    ...new Set(ASKED.map(({ ofKind }) => ofKind.question)),
  ]);
});

describe.each(SOME_KINDS)("%s", (kind) => {
  const asked = askedOn(kind);

  test("every question comes out as expected", () => {
    const verdicts = verdictsOn(kind);
    const found = asked.map((property) => `${property.name}: ${cell(verdicts.get(property.name))}`);
    expect(found).toEqual(asked.map((property) => `${property.name}: ${askedSoFar(expectedOf(property))}`));
  });

  test("what holds has cases", () => {
    const holding = asked.filter((property) => expectedOf(property) === "holds");
    const cases = holding.map(({ name }) => [name, verdictsOn(kind).get(name)?.cases ?? 0] as const);
    expect(cases.filter(([, count]) => count === 0)).toEqual([]);
  });

  test("what holds says what was tried against it", () => {
    const without = asked.filter(
      (property) => expectedOf(property) === "holds" && property.ofKind.witness === undefined,
    );
    expect(without).toEqual([]);
  });
});

function cell(found: Verdict | undefined): string {
  if (found === undefined || found.verdict === "not-decided") return "not decided";
  const { verdict, history, property } = found;
  if (property.startsWith("named-by")) return history === undefined ? "never" : `in ${history.length}`;
  return verdict === "broken" ? String(history?.length) : verdict;
}

describeOnKernel("on the kernel", ["superuser", "compiler"], () => {
  let kernel: LinuxKernel;
  beforeAll(async () => {
    kernel = await LinuxKernel.start();
  });
  afterAll(() => kernel.close());

  /** What shows the verdict: a history and the call after it, or what was tried. */
  function shown({ name, ofKind: { kind, witness = [] } }: AskedProperty) {
    const { history, call } = verdictsOn(kind).get(name) ?? {};
    if (history === undefined) return witness;
    return [...history, ...(call === undefined ? [] : [call])].map(({ operation }) => operation);
  }

  const withHistories = SOME.filter((property) => expectedOf(property) !== "never");

  test.each(withHistories)("$name", async (property) => {
    const operations = shown(property);
    expect(operations).not.toEqual([]);
    const run = await kernel.play(linux, property.ofKind.scope, operations, { untilDifference: true });
    // A kernel before 6.19.10 lets more tasks see a namespace than the rules under which these verdicts hold.
    expect(run.stopped?.why ?? "").toMatch(/^$|cannot run here, on .*: the rule that .* came with \d/);
    expect(firstDifference(run)?.differences ?? []).toEqual([]);
  });
});
