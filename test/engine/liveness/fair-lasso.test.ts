import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { fairLassos } from "../../../src/engine/liveness/fair-lasso.ts";
import type { Lasso, Question, Rule } from "../../../src/engine/liveness/graph.ts";
import { finish } from "../../../src/history/finish.ts";
import {
  type DrawnEdge,
  type DrawnGraph,
  drawn,
  graphOf,
  type Label,
  outside,
  strong,
  weak,
} from "./drawn-graph.ts";

/** A run as text: the calls of the stem and, in parentheses, of the loop, each with the node that it leads to. */
function inWords({ drawnLabels: labels, targets, labelOf }: DrawnGraph, lasso: Lasso | undefined): string {
  const words = (edges: readonly number[]) =>
    edges
      .map((edge) => {
        const { call = 0, caller = 0 } = labels[labelOf[edge] ?? 0] ?? {};
        return `${String.fromCharCode(97 + call)}${caller === 1 ? "" : caller}${targets[edge]}`;
      })
      .join(" ");
  return lasso === undefined ? "none" : `${words(lasso.stem)} (${words(lasso.loop)})`.trim();
}

describe("a run that never comes to a goal", () => {
  test.each<[string, DrawnGraph, Rule[], string]>([
    ["stays where it is, as nothing is taken for granted", drawn(1, "0 a 1"), [], "()"],
    ["may not stay where a call is to be fair", drawn(1, "0 a 1"), weak("a"), "none"],
    ["stays in a terminal state that is not the goal", drawn(1, "0 a 1", "0 b 2"), weak("a", "b"), "b2 ()"],
    [
      "does not stay where a call is enabled for ever that is never made",
      drawn(1, "0 a 1", "0 b 2", "2 c 0", "2 a 1"),
      weak("a", "b", "c"),
      "none",
    ],
    [
      "goes round a loop in which the call is not always enabled",
      drawn(1, "0 a 1", "0 b 2", "2 c 0"),
      weak("a", "b", "c"),
      "(b2 c0)",
    ],
    [
      "not where the call is to be strongly fair",
      drawn(1, "0 a 1", "0 b 2", "2 c 0"),
      [...strong("a"), ...weak("b", "c")],
      "none",
    ],
    [
      "goes round both ways where both are to be fair",
      drawn(1, "0 b 2", "2 c 0", "0 d 3", "3 e 0", "0 a 1"),
      [...weak("a", "c", "e"), ...strong("b", "d")],
      "(b2 c0 d3 e0)",
    ],
    [
      "leaves the states in which a strongly fair call is enabled",
      drawn(1, "0 b 2", "2 c 3", "3 d 2", "2 e 4", "4 f 5", "5 g 4", "3 a 1"),
      [...strong("a"), ...weak("d", "g", "b", "f", "c")],
      "b2 e4 (f5 g4)",
    ],
    [
      "comes to the call by a state in which it is not enabled, where it may not be made at once",
      drawn(1, "0 a 1", "0 b 2", "2 b 3", "3 a 0"),
      [...strong("a"), ...weak("b")],
      "(b2 b3 a0)",
    ],
    [
      "follows a task by another number to where it may make the call",
      drawn(2, "0 a 1", "0 b 2 21", "2 b 3", "3 a2 0 21"),
      [...strong("a"), ...weak("b")],
      "(b2 b3 a20)",
    ],
    ["may not leave and come back by the goal", drawn(1, "0 a 1", "1 b 0"), weak("a"), "none"],
    [
      "makes a call that changes nothing as often as it likes, and that is not to be fair",
      drawn(1, "0 a 1", "0 b 0"),
      weak("a", "b"),
      "none",
    ],
    // Task 1 does a and becomes task 2, so each does it in turn.
    ["goes round where numbers change", drawn(2, "0 a 0 21"), weak("a"), "(a0)"],
    // Without the exchange of numbers only task 1 does a, and task 2 could make b all the time and never does.
    ["is not fair by number alone", drawn(2, "0 a1 0 12", "0 b2 1"), weak("b"), "none"],
    // Task 2 could make b, but becomes task 1, which cannot: this is weakly fair, and not strongly.
    ["is enabled for each in turn", drawn(2, "0 a1 0 21", "0 b2 1"), weak("b"), "(a0)"],
    ["is strongly fair to none of them", drawn(2, "0 a1 0 21", "0 b2 1"), strong("b"), "none"],
    // Task 2 is gone before it makes a call that it could make, and another task takes its place.
    [
      "is fair to those who end",
      drawn(2, "0 a1 2 10", "2 c1 0", "0 b2 1"),
      [...strong("b"), ...weak("c")],
      "(a2 c0)",
    ],
  ])("%s", (_, graph, rules, run) => {
    expect(inWords(graph, finish(fairLassos(graph, outside(graph, [1], rules)))[0])).toBe(run);
  });
});

/** A state of the unfolded graph, in which a task keeps its number: a node, and for each of its tasks the number that it keeps. */
interface State {
  readonly node: number;
  /** By the number in the node, that of task n at place n; 0 for none. */
  readonly numbers: readonly number[];
}

interface Step {
  readonly from: number;
  readonly to: number;
  readonly edge: number;
  readonly label: Label;
}

/** Slow and obvious: the graph in which a task keeps its number. */
function unfolded({ starts, targets, labelOf, drawnLabels: labels, tasks }: DrawnGraph) {
  const there = (node: number): number[] => [1, 2].filter((task) => ((tasks[node] ?? 0) >> (task - 1)) & 1);
  const states: State[] = [
    { node: 0, numbers: [0, 1, 2].map((task) => (there(0).includes(task) ? task : 0)) },
  ];
  const steps: Step[] = [];
  const keys = new Map([[JSON.stringify(states[0]), 0]]);
  for (const [from, { node, numbers }] of states.entries()) {
    for (let edge = starts[node] ?? 0; edge < (starts[node + 1] ?? 0); edge++) {
      const label = labels[labelOf[edge] ?? 0];
      if (label === undefined) throw new RangeError(`there is no edge ${edge}`);
      const after = [0, 0, 0];
      for (const task of there(node)) after[label.tasks[task] ?? 0] = numbers[task] ?? 0;
      after[0] = 0;
      const to = targets[edge] ?? 0;
      // A new task gets the lowest free number.
      for (const task of there(to)) after[task] ||= [1, 2].find((number) => !after.includes(number)) ?? 0;
      const state: State = { node: to, numbers: after };
      const key = JSON.stringify(state);
      if (!keys.has(key)) keys.set(key, states.push(state) - 1);
      steps.push({ from, to: keys.get(key) ?? 0, edge, label });
    }
  }
  return { states, steps };
}

type Unfolded = ReturnType<typeof unfolded>;

/** Whether a loop through these states and steps is fair by definition: to each number separately, unless its task ends. */
function isFair(
  { states, steps }: Unfolded,
  rules: readonly Rule[],
  at: readonly number[],
  by: readonly Step[],
) {
  const caller = ({ from, label }: Step) => states[from]?.numbers[label.caller] ?? 0;
  return rules.every(({ strength, call }) =>
    [1, 2].every((number) => {
      const ends = ({ from, label }: Step): boolean => {
        const task = states[from]?.numbers.indexOf(number) ?? -1;
        return task > 0 && label.tasks[task] === 0;
      };
      const makes = (step: Step): boolean =>
        step.label.isChange && step.label.call === call && caller(step) === number;
      if (by.some((step) => ends(step) || makes(step))) return true;
      const enabled = at.map((state) => steps.some((step) => step.from === state && makes(step)));
      return strength === "weak" ? enabled.includes(false) : !enabled.includes(true);
    }),
  );
}

/** Slow and obvious: a run ends up in some set of states, so each set is tried; no run is fairer than one that takes all steps within. */
function isThereAny(world: Unfolded, { owedAtFirst, owed, open, rules }: Question): boolean {
  const { states, steps } = world;
  const nodeOf = (state: number): number => states[state]?.node ?? 0;
  const isOpen = (state: number): boolean => open[nodeOf(state)] === 1;
  const allowed = steps.filter(({ label, to }) => label.allows && isOpen(to));
  const reach = (from: readonly number[], by: readonly Step[]): Set<number> => {
    const seen = new Set(from);
    for (const state of seen) for (const step of by) if (step.from === state) seen.add(step.to);
    return seen;
  };
  const first = [
    ...(owedAtFirst === 1 ? [0] : []),
    ...[...states.keys()].filter((state) => owed[nodeOf(state)] === 1),
    ...steps.filter(({ label }) => label.owes).map(({ to }) => to),
  ];
  const staying = [...reach(first.filter(isOpen), allowed)];
  return Array.from({ length: 2 ** staying.length - 1 }, (_, mask) =>
    staying.filter((_one, index) => ((mask + 1) >> index) & 1),
  ).some((set) => {
    const within = allowed.filter(({ from, to }) => set.includes(from) && set.includes(to));
    return (
      set.every((state) => set.every((other) => reach([state], within).has(other))) &&
      isFair(world, rules, set, within)
    );
  });
}

/** The states and steps of a loop, which goes round until it is where it was, with the same numbers. */
function loopOf({ states, steps }: Unfolded, { stem, loop }: Lasso) {
  const follow = (from: number, edge: number): Step => {
    const step = steps.find((one) => one.from === from && one.edge === edge);
    if (step === undefined) throw new RangeError(`no edge ${edge} leads on`);
    return step;
  };
  const stemStates = [0];
  for (const edge of stem) stemStates.push(follow(stemStates.at(-1) ?? 0, edge).to);
  const entries = [stemStates.at(-1) ?? 0];
  const rounds: Step[][] = [];
  for (;;) {
    let at = entries.at(-1) ?? 0;
    const round = loop.map((edge) => {
      const step = follow(at, edge);
      at = step.to;
      return step;
    });
    rounds.push(round);
    const known = entries.indexOf(at);
    if (known >= 0) {
      const by = rounds.slice(known).flat();
      return { at: [...new Set([at, ...by.map(({ to }) => to)])], by };
    }
    expect(states[at]?.node).toBe(states[entries[0] ?? 0]?.node);
    entries.push(at);
  }
}

const NODES = 4;
const node = fc.nat({ max: NODES - 1 });
const someNodes = fc.array(fc.boolean(), { minLength: NODES, maxLength: NODES });
const drawnEdges = fc.record({
  from: node,
  to: node,
  call: fc.nat({ max: 1 }),
  caller: fc.constantFrom(1, 2),
  tasks: fc.constantFrom([1, 2], [2, 1], [1, 0], [0, 1], [2, 0], [0, 2]),
  owes: fc.integer({ min: 0, max: 3 }).map((one) => one === 0),
  allows: fc.integer({ min: 0, max: 4 }).map((one) => one > 0),
});
const graphs = fc
  .record({
    edges: fc.array(drawnEdges, { maxLength: 9 }),
    alone: fc.array(fc.boolean(), { minLength: NODES, maxLength: NODES }),
  })
  .map(({ edges, alone }) => {
    const tasks = alone.map((isAlone, index) => (isAlone && index > 0 ? 1 : 3));
    return graphOf(
      tasks,
      edges.flatMap((edge) => fitting(edge, tasks)),
    );
  });

/** The edge, moving only tasks that its ends have; none if its caller is missing, or if a task would end in a step in which another begins (W2). */
function fitting(edge: DrawnEdge, tasks: readonly number[]): DrawnEdge[] {
  const isThere = (at: number, task: number): boolean => (((tasks[at] ?? 0) >> (task - 1)) & 1) === 1;
  if (!isThere(edge.from, edge.caller)) return [];
  const before = [1, 2].filter((task) => isThere(edge.from, task));
  const after = [1, 2].filter((task) => isThere(edge.to, task));
  const moved = edge.tasks.map((to, index) => (before.includes(index + 1) && after.includes(to) ? to : 0));
  const living = moved.filter((to) => to !== 0).length;
  return living < before.length && living < after.length ? [] : [{ ...edge, tasks: moved }];
}

const rulesDrawn = fc.array(
  fc.record({
    strength: fc.constantFrom("weak" as const, "strong" as const),
    call: fc.nat({ max: 1 }),
    tasks: fc.constant(() => -1),
  }),
  { maxLength: 3 },
);
const bits = (some: readonly boolean[]): number[] => some.map((one) => (one ? 1 : 0));
const questions = fc
  .record({
    first: fc.boolean(),
    owed: someNodes,
    isOwedAnywhere: fc.boolean(),
    open: someNodes,
    rules: rulesDrawn,
  })
  .map(
    ({ first, owed, isOwedAnywhere, open, rules }): Question => ({
      place: 0,
      things: 1,
      owedAtFirst: first ? 1 : 0,
      owed: bits(owed).map((one) => (isOwedAnywhere ? one : 0)),
      open: bits(open),
      rules,
    }),
  );

test("on random graphs it finds a run exactly where there is one with plain numbers, and that is one", () => {
  let asked = 0;
  let found = 0;
  const searching = fc.property(graphs, questions, (graph, question) => {
    asked++;
    const world = unfolded(graph);
    const lassos = finish(fairLassos(graph, question));
    expect(lassos.length > 0).toBe(isThereAny(world, question));
    for (const lasso of lassos.slice(0, 2)) {
      found++;
      const { at, by } = loopOf(world, lasso);
      expect(isFair(world, question.rules, at, by)).toBe(true);
      expect(at.every((state) => question.open[world.states[state]?.node ?? 0] === 1)).toBe(true);
    }
  });
  fc.assert(searching, { numRuns: 2_000 });
  expect(found / asked).toBeGreaterThan(0.15);
});

test("it gives way wherever it is, in a ring of many nodes", () => {
  const nodes = 4096;
  const edges = Array.from({ length: nodes }, (_, from) => edgeTo(from, (from + 1) % nodes, 0));
  const graph = graphOf(Array(nodes).fill(1), edges);
  const { now } = performance;
  let milliseconds = 0;
  performance.now = () => (milliseconds += 1000);
  try {
    // Each of these pauses at every thousandth node: what is owed, what comes after it, components, and what leads to a call.
    for (const rules of [weak("a"), strong("a")]) {
      const looking = fairLassos(graph, outside(graph, [], rules));
      let pauses = 0;
      while (looking.next().done !== true) pauses++;
      expect(pauses).toBeGreaterThanOrEqual(20);
    }
  } finally {
    performance.now = now;
  }
});

const edgeTo = (from: number, to: number, call: number): DrawnEdge => ({
  from,
  to,
  call,
  caller: 1,
  tasks: [1],
  owes: false,
  allows: true,
});
