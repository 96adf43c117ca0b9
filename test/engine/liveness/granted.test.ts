import { expect, test } from "vitest";
import { nested } from "../../../models/nested.ts";
import { grantedInWords } from "../../../src/engine/liveness/granted.ts";
import type { FairCalls } from "../../../src/model/fairness.ts";

const WEAK = { exit: "weak" } as const;
const STRONG = { exit: "strong" } as const;

test.each<[FairCalls, FairCalls, string | undefined]>([
  [{}, {}, undefined],
  [WEAK, {}, "exit is weakly fair"],
  [{}, STRONG, "exit is strongly fair"],
  [WEAK, STRONG, "exit is strongly fair"],
  [STRONG, WEAK, "exit is strongly fair"],
  [{ killtask: "weak" }, {}, undefined],
  [{ killtask: "weak", fork: "weak" }, STRONG, "fork is weakly fair and exit is strongly fair"],
])("of all %j, and by the property %j: %s", (fair, own, words) => {
  expect(grantedInWords(nested, { fair: own }, fair)).toBe(words);
});

test.each<[FairCalls, FairCalls, string]>([
  [{}, WEAK, "exit is weakly fair for the tasks that the property is about"],
  [WEAK, STRONG, "exit is weakly fair and exit is strongly fair for the tasks that the property is about"],
  [STRONG, WEAK, "exit is strongly fair"],
  [WEAK, WEAK, "exit is weakly fair"],
])("of all %j, and by a property of some %j: %s", (fair, own, words) => {
  expect(grantedInWords(nested, { fair: own, isFair: () => true }, fair)).toBe(words);
});
