import { describe, expect, test, vi } from "vitest";
import { nested } from "../../models/nested.ts";
import { always, onEveryStep } from "../../src/domains/containers/property.ts";
import type { ContainerScope } from "../../src/domains/containers/scope.ts";
import { search } from "../../src/engine/search.ts";
import type { Model } from "../../src/model/model.ts";
import type { Always, Finding, Property, Sometimes } from "../../src/model/property.ts";
import { drawn } from "../drawn-graph.ts";
import { pathTo } from "./traces.ts";

//  0 -> 1 -> 3 -> 4     0 -> 2 -> 3
const graph = drawn({ 0: [1, 2], 1: [3], 2: [3], 3: [4], 4: [] });
const smallScope: ContainerScope = { tasks: 1, containers: 1, kinds: [], names: [], images: 0 };

const way = (property: Property) => pathTo(search(graph.model, [property], smallScope).verdicts[0]);

test("the first history in the order of calls is found", () => {
  expect(way(graph.never(3))).toEqual(["1", "3"]);
  expect(way(graph.never(0))).toEqual([]);
  expect(way(graph.neverStep(2, 3))).toEqual(["2", "3"]);
  expect(way(graph.sometime(4))).toEqual(["1", "3", "4"]);
});

test("what is broken, and the call that shows it, come with it", () => {
  expect(search(graph.model, [graph.canAlwaysGo(4, 0)], smallScope).verdicts[0]).toMatchObject({
    verdict: "broken",
    why: "no way",
    call: { operation: { op: "go", path: "0" }, outcome: "ENOENT" },
  });
});

/** A chain of nodes, each with a way back to the first, which is tried before the way on. */
function chainOf(nodes: number) {
  return drawn(
    Object.fromEntries(
      Array.from({ length: nodes }, (_, node) => [node, node + 1 < nodes ? [0, node + 1] : [0]]),
    ),
  );
}

test.each([3_000, 20_000])("a history of %i events is found", (events) => {
  const { model, never, neverStep } = chainOf(events + 1);
  const { verdicts } = search(model, [never(events), neverStep(events - 1, events)], smallScope);
  const expected = Array.from({ length: events }, (_, node) => String(node + 1));
  expect(verdicts.map(pathTo)).toEqual([expected, expected]);
});

/** A property, and whether it has found what settles it. */
function watching(asked: Always | Sometimes): { property: Property; isSettled: () => boolean } {
  let isSettled = false;
  const watch = <Found extends Finding>(finding: Found): Found => {
    isSettled ||= typeof finding === "object" || (asked.form === "sometimes" && finding === "holds");
    return finding;
  };
  const property: Property =
    asked.form === "always"
      ? { ...asked, check: (...given: Parameters<Always["check"]>) => watch(asked.check(...given)) }
      : { ...asked, check: (...given: Parameters<Sometimes["check"]>) => watch(asked.check(...given)) };
  return { property, isSettled: () => isSettled };
}

describe("with a bound that is met while a history is looked for", () => {
  // Only the last of the many ways leads on, so the walk takes long.
  const most = 1_000;
  const wide = Array.from({ length: most }, (_, index) => index + 1);
  const { model, never, sometime } = drawn({
    0: wide,
    ...Object.fromEntries(wide.map((node) => [node, node < most ? [0] : [most + 1]])),
    [most + 1]: [],
  });

  test.each([
    ["broken", never(most + 1)],
    ["holds", sometime(most + 1)],
  ])("the verdict %s and the depth stay, and it is said that there is no history", (verdict, property) => {
    const watched = watching(property);
    const clock = vi.spyOn(performance, "now");
    let hours = 0;
    clock.mockImplementation(() => 3_600_000 * hours++);
    try {
      const stop = () => (watched.isSettled() ? "the time limit of 5 seconds was reached" : undefined);
      const [found] = search(model, [watched.property], smallScope, { stop }).verdicts;
      expect(found).toMatchObject({
        verdict,
        length: 2,
        why: "the history was not computed: the time limit of 5 seconds was reached",
      });
      expect(found?.history).toBeUndefined();
    } finally {
      clock.mockRestore();
    }
  });

  test("a short one is found all the same, within a moment", () => {
    const watched = watching(never(most));
    const stop = () => (watched.isSettled() ? "it was interrupted" : undefined);
    const [found] = search(model, [watched.property], smallScope, { stop }).verdicts;
    expect(pathTo(found)).toEqual([String(most)]);
  });
});

const design: Model = nested;
const scope: ContainerScope = { tasks: 3, containers: 3, kinds: ["uts"], names: [], images: 0 };

describe("a property on steps that change the world", () => {
  const killed = onEveryStep({
    name: "kill-changes-nothing",
    claim: "",
    source: "a test",
    on: ["kill"],
    when: "changed",
    check: () => ({ broken: "x" }),
  });

  test.each([true, false])("is broken by one that does, symmetry %s", (symmetry) => {
    const [verdict] = search(design, [killed], scope, { symmetry }).verdicts;
    const calls = verdict?.history?.map(({ operation, outcome }) => ({ ...operation, outcome }));
    expect(calls).toEqual([
      { op: "fork", task: 1, outcome: "ok" },
      { op: "unshare", task: 1, kinds: ["uts"], outcome: "ok" },
      { op: "kill", task: 2, path: "/unnamed1", outcome: "ok" },
    ]);
  });
});

test("a property that finds something else when its history is replayed is an error by its name", () => {
  let asked = 0;
  const fickle = always({
    name: "fickle",
    claim: "",
    source: "a test",
    check: ({ tasks }) => (tasks.size === 2 ? { broken: `time ${asked++}` } : "holds"),
  });
  expect(() => search(design, [fickle], scope)).toThrow(
    /^fickle is not deterministic: at the end of the same history of 1 event it finds first "time \d+" and then "time \d+"$/,
  );
});

test("a property that is broken in the search alone is an error by its name", () => {
  let asked = 0;
  const once = always({
    name: "once",
    claim: "",
    source: "a test",
    check: ({ tasks }) => (tasks.size === 2 && asked++ === 0 ? { broken: "now" } : "holds"),
  });
  expect(() => search(design, [once], scope)).toThrow(/^no history of 1 event settles once/);
});
