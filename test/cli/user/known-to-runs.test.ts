import { expect, test } from "vitest";
import { nested } from "../../../models/nested.ts";
import { taskStruct } from "../../../models/task-struct.ts";
import { walkingKill } from "../../../models/walking-kill.ts";
import { requireKnownToRuns } from "../../../src/cli/user/known-to-runs.ts";
import { eventually } from "../../../src/domains/containers/property.ts";
import type { OnRuns } from "../../../src/model/on-runs.ts";
import { scopeOf } from "../../properties/check.ts";

const scope = scopeOf();
const property: OnRuns = eventually({
  name: "own",
  claim: "something",
  source: "a test",
  isMet: () => true,
  broken: () => "never",
});

const refusalOf = (more: Partial<OnRuns>): unknown => {
  try {
    const models = [nested, taskStruct, walkingKill].map((model) => ({ model, scope }));
    requireKnownToRuns({ ...property, ...more }, "./own.ts", models);
    return undefined;
  } catch (error) {
    return error;
  }
};

test("what one of the designs has may be named, though another lacks it", () => {
  expect(refusalOf({ of: "nsproxy", fair: { killtask: "weak", exit: "strong" } })).toBeUndefined();
});

test.each([
  [
    { of: "tusk" },
    "own in ./own.ts is about each tusk, but no design numbers anything of that name.",
    "Did you mean task?",
  ],
  [
    { fair: { exitt: "weak" } },
    "own in ./own.ts assumes that the call exitt is fair, but no design has such a call.",
    "Did you mean exit?",
  ],
] as const)("%j, which no design has, is refused", (more, message, hint) => {
  expect(refusalOf(more)).toMatchObject({ message, hint });
});
