import { expect, test } from "vitest";
import { operationsOf } from "../../../src/engine/replay.ts";
import { otherKernels } from "../../../src/report/linux/kernels.ts";
import { fromCorpus } from "../export/corpus.ts";

function others(name: string) {
  const history = fromCorpus(`${name}.jsonl`);
  return otherKernels(history.model, history.scope, operationsOf(history, Number.POSITIVE_INFINITY));
}

test("releases before a rule are those before which it came", () => {
  expect(others("refused-list-missing")).toEqual([
    { at: 0, from: "6.19", why: "the rule that listns exists came with 6.19" },
  ]);
  expect(others("list-shows-in-order-of-age")).toEqual([
    { at: 3, before: "6.19", why: "the rule that listns exists came with 6.19" },
  ]);
});

test("a history by older rules is for no later kernel, though several rules came", () => {
  expect(others("socket-keeps-its-network-namespace-before-6.19")).toEqual([
    { at: 3, from: "6.19", why: "the rule that a namespace that exists need not be active came with 6.19" },
  ]);
});

test("what no release changed is for all", () => {
  expect(others("init-waits-for-a-zombie-outside")).toEqual([]);
});
