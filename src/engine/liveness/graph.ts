/**
 * A graph of states, for questions about infinite runs. Up to symmetry a node stands for all states that differ only in numbers, and each edge says which number
 * becomes which: so a task can be followed along a run even though it has another number in each node (the annotated quotient of Emerson and Sistla, "Utilizing
 * symmetry when model-checking under fairness assumptions", 1997).
 */

/** Upper bound on the tasks, or things, that can be followed: a set of them is one word. */
export const MAX_FOLLOWED = 31;

/**
 * What edges do: edges that do the same share a label. Labels and questions are given by their places; things are numbered from 0, and a set of
 * them is a word with a bit for each.
 */
export interface Labels {
  readonly count: number;
  /** The largest number of a task. */
  readonly tasks: number;
  /** The call, as a number. */
  callOf(label: number): number;
  /** The number of the task that makes it, from 1. */
  callerOf(label: number): number;
  /** Whether it changes the state: only then does the call count as enabled, and as taken. */
  isChange(label: number): boolean;
  /** What a task's number becomes; 0 if the task is gone after it. */
  taskAfter(label: number, task: number): number;
  /** What a thing that a question is about becomes; -1 if it is gone after it. */
  thingAfter(label: number, question: number, thing: number): number;
  /** The things to which something is owed from its end on, by their numbers before it. */
  owes(label: number, question: number): number;
  /** The things for which a run may take it while something is owed to them. */
  allows(label: number, question: number): number;
}

/** Nodes are numbered from 0; runs begin in node 0. A run may stay in any state for ever, as it must in a terminal one. */
export interface Graph {
  readonly nodes: number;
  /** For each node, the place of its first edge; after the last node, the end of the edges. */
  readonly starts: ArrayLike<number>;
  readonly targets: ArrayLike<number>;
  /** For each edge, the place of its label. */
  readonly labelOf: ArrayLike<number>;
  readonly labels: Labels;
  /** For each node, the tasks that exist in it: task n is bit n - 1. */
  readonly tasks: ArrayLike<number>;
}

/**
 * A call that is assumed to be fair, for each task separately. It is enabled in a node if such a call by the task leads to another state.
 *
 * - `weak`: if it stays enabled from some state on, it is made again and again.
 * - `strong`: if it is enabled again and again, it is made again and again.
 */
export interface Rule {
  readonly strength: "weak" | "strong";
  readonly call: number;
  /** The tasks of which it is assumed in a node while something is owed to a thing. */
  tasks(node: number, thing: number): number;
}

/** The question whether there is a run that never does what it owes. */
export interface Question {
  /** Its place among the questions that labels answer. */
  readonly place: number;
  /** How many things there are. */
  readonly things: number;
  /** The things to which something is owed at the first node, because it is the first. */
  readonly owedAtFirst: number;
  /** For each node, the things to which something is owed there. */
  readonly owed: ArrayLike<number>;
  /** For each node, the things for which what may be owed to them has not happened there. */
  readonly open: ArrayLike<number>;
  readonly rules: readonly Rule[];
}

/**
 * An infinite run, as places of edges. If the loop has no edges, the run stays where the stem ends. Up to symmetry the loop may end in its first
 * node with other numbers.
 */
export interface Lasso {
  readonly stem: readonly number[];
  readonly loop: readonly number[];
  /** The thing to which something is owed, by its number where the loop begins. */
  readonly thing: number;
}
