import type { Graph, Labels, Question, Rule } from "../../../src/engine/liveness/graph.ts";

/** What an edge does, for the one question that is asked. */
export interface Label {
  readonly call: number;
  readonly caller: number;
  readonly isChange: boolean;
  /** The new number of each task, that of task n at place n; 0 if it is gone. */
  readonly tasks: readonly number[];
  readonly owes: boolean;
  readonly allows: boolean;
}

/** A graph that shows what its edges do. */
export interface DrawnGraph extends Graph {
  readonly drawnLabels: readonly Label[];
}

/** An edge as it is drawn. */
export interface DrawnEdge {
  readonly from: number;
  readonly to: number;
  /** What is done, and by which task. */
  readonly call: number;
  readonly caller: number;
  /** The new number of each task, from task 1 on; 0 if it is gone. */
  readonly tasks: readonly number[];
  /** Whether something is owed from its end on. */
  readonly owes: boolean;
  readonly allows: boolean;
}

/** A graph of edges. @param tasks for each node the tasks that are there; task n is bit n - 1 */
export function graphOf(tasks: readonly number[], edges: readonly DrawnEdge[]): DrawnGraph {
  const starts = [0];
  const sorted = tasks.flatMap((_, node) => {
    const own = edges.filter(({ from }) => from === node);
    starts.push((starts[node] ?? 0) + own.length);
    return own;
  });
  const labels = sorted.map(
    ({ from, to, call, caller, tasks: moved, owes, allows }): Label => ({
      call,
      caller,
      isChange: to !== from || moved.some((number, index) => number !== 0 && number !== index + 1),
      tasks: [0, ...moved],
      owes,
      allows,
    }),
  );
  return {
    nodes: tasks.length,
    starts,
    targets: sorted.map(({ to }) => to),
    labelOf: [...sorted.keys()],
    labels: labelsOf(labels),
    drawnLabels: labels,
    tasks,
  };
}

function labelsOf(labels: readonly Label[]): Labels {
  const at = (label: number): Label => {
    const found = labels[label];
    if (found === undefined) throw new RangeError(`there is no label ${label}`);
    return found;
  };
  return {
    count: labels.length,
    tasks: (labels[0]?.tasks.length ?? 1) - 1,
    callOf: (label) => at(label).call,
    callerOf: (label) => at(label).caller,
    isChange: (label) => at(label).isChange,
    taskAfter: (label, task) => at(label).tasks[task] ?? 0,
    thingAfter: () => 0,
    owes: (label) => (at(label).owes ? 1 : 0),
    allows: (label) => (at(label).allows ? 1 : 0),
  };
}

const numbers = (text: string): number[] => [...text].map(Number);

/**
 * A graph as it is drawn: "0 a 1" is an edge from 0 to 1 on which task 1 does a; on "0 a2 1" task 2 does it; on "0 a1 1 21" the tasks exchange their
 * numbers, and 0 instead of a number means that the task is gone.
 */
export function drawn(mostTasks: number, ...edges: readonly string[]): DrawnGraph {
  const found = edges.map((edge): DrawnEdge => {
    const [from = "0", doing = "a", to = "0", moved] = edge.split(" ");
    const same = Array.from({ length: mostTasks }, (_, index) => index + 1);
    return {
      from: Number(from),
      to: Number(to),
      call: callOf(doing[0] ?? "a"),
      caller: Number(doing[1] ?? 1),
      tasks: moved === undefined ? same : numbers(moved),
      owes: false,
      allows: true,
    };
  });
  const nodes = 1 + Math.max(...found.flatMap(({ from, to }) => [from, to]));
  return graphOf(
    Array.from({ length: nodes }, () => 2 ** mostTasks - 1),
    found,
  );
}

const callOf = (letter: string): number => letter.charCodeAt(0) - "a".charCodeAt(0);

const rules =
  (strength: Rule["strength"]) =>
  (...calls: readonly string[]): Rule[] =>
    calls.map((call) => ({ strength, call: callOf(call), tasks: () => -1 }));
export const weak = rules("weak");
export const strong = rules("strong");

/** Asks for runs that never come to some nodes. */
export function outside(graph: Graph, goal: readonly number[], rulesOf: readonly Rule[]): Question {
  const open = Array.from({ length: graph.nodes }, (_, node) => (goal.includes(node) ? 0 : 1));
  return {
    place: 0,
    things: 1,
    owedAtFirst: 1,
    owed: open.map(() => 0),
    open,
    rules: rulesOf,
  };
}
