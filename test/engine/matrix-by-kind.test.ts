import { expect, test } from "vitest";
import { linux } from "../../models/linux/linux.ts";
import { PROPERTIES } from "../../src/catalogue.ts";
import type { LinuxScope } from "../../src/domains/linux/scope.ts";
import { isOfKind, matrixByKindInSteps } from "../../src/engine/matrix-by-kind.ts";
import { finish } from "../../src/history/finish.ts";

const TINY: LinuxScope = { tasks: 1, kinds: ["uts", "net"], tries: ["unshare"], pidLevels: 1, userLevels: 1 };

/** The properties that ask these questions of these kinds. */
const asking = (questions: readonly string[], kinds: readonly string[]) =>
  PROPERTIES.filter(isOfKind).filter(
    ({ ofKind }) => questions.includes(ofKind.question) && kinds.includes(ofKind.kind),
  );

const properties = asking(["never-leaves", "kill-reaches-descendants"], ["net", "uts"]);

test("has a row for each kind, in their order, and in each what is asked of it", () => {
  const { rows, properties: questions, scope } = finish(matrixByKindInSteps(linux, properties, TINY));
  expect(scope).toBe(TINY);
  expect(questions.map(({ name }) => name)).toEqual(["never-leaves", "kill-reaches-descendants"]);
  expect(rows.map(({ title, kind }) => [title, kind])).toEqual([
    ["linux-uts", "uts"],
    ["linux-net", "net"],
  ]);
  expect(rows[1]?.verdicts).toMatchObject([
    { property: "never-leaves-net", verdict: "broken" },
    { property: "kill-reaches-descendants-net", verdict: "holds", cases: 0 },
  ]);
});

test("in a scope of its own a question has its own depth, and no deeper than asked for", () => {
  const [row] = finish(matrixByKindInSteps(linux, asking(["never-leaves"], ["uts"]), undefined)).rows;
  expect(row?.searches).toMatchObject([{ depth: 3, symmetry: false, complete: false }]);
  const searchOf = () => ({ depth: 0 });
  const run = matrixByKindInSteps(linux, asking(["never-leaves"], ["uts"]), undefined, { searchOf });
  expect(finish(run).rows[0]?.verdicts).toMatchObject([{ verdict: "not-decided" }]);
});

test("tells which kind it is at", () => {
  const told = [...matrixByKindInSteps(linux, properties, TINY)].map(
    ({ model, done, designs }) => `${model} ${done}/${designs}`,
  );
  expect(new Set(told)).toEqual(new Set(["linux-uts 0/2", "linux-net 1/2"]));
});
