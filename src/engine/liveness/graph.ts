/**
 * A graph of states, for what is asked of runs that never end. Up to symmetry a node stands for all states that differ only in numbers, and each edge says which number
 * becomes which: so a task is followed along a run though it has another number in each node (the annotated quotient of Emerson and Sistla, "Utilizing symmetry
 * when model-checking under fairness assumptions", 1997).
 */

/** The most tasks, or things, that are followed: a set of them is a word. */
export const MOST_FOLLOWED = 31;

/** What edges do: those that do the same have one label. Labels, and questions, are told by their places; things are numbered from 0, and a set of them is a word with a bit for each. */
export interface Labels {
  readonly count: number;
  /** The largest number of a task. */
  readonly tasks: number;
  /** The call, as a number. */
  callOf(label: number): number;
  /** The number of the task that makes it, from 1. */
  callerOf(label: number): number;
  /** Whether the state after it is another one: only then is the call enabled, and taken. */
  isChange(label: number): boolean;
  /** What a task's number becomes; 0 where the task is gone after it. */
  taskAfter(label: number, task: number): number;
  /** What a thing that a question is about becomes; -1 where it is gone after it. */
  thingAfter(label: number, question: number, thing: number): number;
  /** The things to which something is owed from its end on, by their numbers before it. */
  owes(label: number, question: number): number;
  /** The things of which a run may take it while something is owed to them. */
  allows(label: number, question: number): number;
}

/** Nodes are numbered from 0, where runs begin. In every state a run may stay for ever, as it must in a terminal one. */
export interface Graph {
  readonly nodes: number;
  /** For each node the place of its first edge, and behind the last node where the edges end. */
  readonly starts: ArrayLike<number>;
  readonly targets: ArrayLike<number>;
  /** For each edge the place of its label. */
  readonly labelOf: ArrayLike<number>;
  readonly labels: Labels;
  /** For each node the tasks that are there: task n is bit n - 1. */
  readonly tasks: ArrayLike<number>;
}

/**
 * Calls that may be taken for granted, of each task by itself. One is enabled in a node from which such a call of the task leads to another state.
 *
 * - `weak`: where it stays enabled from some state on, it is made again and again.
 * - `strong`: where it is enabled again and again, it is made again and again.
 */
export interface Rule {
  readonly strength: "weak" | "strong";
  readonly call: number;
  /** The tasks of which it is taken for granted in a node, while something is owed to a thing. */
  tasks(node: number, thing: number): number;
}

/** What a run is looked for that never does what it owes. */
export interface Question {
  /** Its place among the questions that labels mean something for. */
  readonly place: number;
  /** How many things there are. */
  readonly things: number;
  /** The things to which something is owed at the first node, because it is the first. */
  readonly owedAtFirst: number;
  /** For each node the things to which something is owed there; */
  readonly owed: ArrayLike<number>;
  /** and those to which it has not been given. */
  readonly open: ArrayLike<number>;
  readonly rules: readonly Rule[];
}

/** A run that never ends: edges by their places. Without edges in the loop the run stays where the stem ends. Up to symmetry the loop ends in its first node, with other numbers. */
export interface Lasso {
  readonly stem: readonly number[];
  readonly loop: readonly number[];
  /** The thing to which something is owed, by its number where the loop begins. */
  readonly thing: number;
}
