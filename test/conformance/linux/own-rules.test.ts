import { describe, expect, test } from "vitest";
import { linux } from "../../../models/linux/linux.ts";
import type { LinuxModel } from "../../../src/conformance/linux/linux-model.ts";
import { OwnRules, whyNotHere } from "../../../src/conformance/linux/own-rules.ts";
import type { LinuxScope } from "../../../src/domains/linux/scope.ts";
import { operationsFrom } from "../../../src/domains/linux/shorthand.ts";
import { KINDS } from "../../../src/model/kind.ts";

const MODEL = linux as unknown as LinuxModel; // typed as any design of its domain
const scope: LinuxScope = { tasks: 4, kinds: KINDS };

/** The index of the first operation on which the rules of two releases differ, and why the kernel `here` cannot go on; `undefined` if they never differ. */
function parting(history: string, here: string, kernel?: string): [number, string] | undefined {
  const theirs = { ...scope, ...(kernel !== undefined && { kernel }) };
  const own = new OwnRules(MODEL, { ...scope, kernel: here });
  const world = MODEL.initial(theirs);
  const operations = operationsFrom(history);
  for (const [index, operation] of operations.entries()) {
    const outcome = MODEL.apply(world, operation, theirs);
    if (!own.agree(operation, outcome, MODEL.observe(world, theirs)))
      return [index, whyNotHere(MODEL, theirs, here, operations.slice(0, index + 1))];
  }
  return undefined;
}

const LISTING = "list 1 -";
const INACTIVE = "unshare 1 net; handle 1 1 net h; socket 1 f; unshare 1 net";
const INIT_SEES =
  "clone 1 pid; handle 2 1 net h; setns 2 2 net; clone 1 net; handle 1 3 net g; setns_handle 2 g";
const UNBORN = "unshare 1 pid; nsfile 1 1 pid_for_children f";
const AT_THE_INACTIVE = "unshare 1 net; socket 1 f; unshare 1 net; handle 1 1 mnt h; list 1 net - h";

test.each([
  [LISTING, 0, "list", "listns exists came with 6.19"],
  [INACTIVE, 3, "unshare", "a namespace that exists need not be active came with 6.19"],
  [INIT_SEES, 5, "setns_handle", "only root of the initial namespaces sees all came with 6.19.10"],
  [UNBORN, 1, "nsfile", "pid_for_children can be opened before there is an init came with 7.1"],
])("%s: what 6.18 lacks is named", (history, place, op, rule) => {
  const why = `${op} cannot run here, on 6.18.44: the rule that ${rule}`;
  expect(parting(history, "6.18.44")).toEqual([place, why]);
});

describe("where the kernel is newer than the history", () => {
  const BEFORE = ", and the history follows the earlier rules";

  test("it is said that the rule has come since", () => {
    const why = `nsfile cannot run here, on 7.2: the rule that pid_for_children can be opened before there is an init came with 7.1${BEFORE}`;
    expect(parting(UNBORN, "7.2", "6.19")).toEqual([1, why]);
  });

  test("of several rules that came since the one is named with which it changes", () => {
    const rule = "a list does not end at a namespace that is not active came with 7.3";
    expect(parting(AT_THE_INACTIVE, "7.3", "6.19")).toEqual([
      4,
      `list cannot run here, on 7.3: the rule that ${rule}${BEFORE}`,
    ]);
  });
});

test("within a release all come to the same", () => {
  for (const history of [LISTING, INACTIVE, INIT_SEES, UNBORN, AT_THE_INACTIVE])
    expect(parting(history, "6.18.44", "6.18")).toBeUndefined();
});
