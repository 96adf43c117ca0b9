/** The parts of a picture of a world, in units of its own: the page scales it to the room available. */

/** A container: a box inside the box of its parent. */
export interface Box {
  readonly id: string;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  readonly title: string;
  /** Which nsproxies stand in it; empty in a design without them. */
  readonly note: string;
  /** How many containers it stands in. */
  readonly level: number;
  /** Whether nothing is in it: no nsproxy, or in a design of another domain no task and no box. */
  readonly isVacant: boolean;
  readonly isTarget: boolean;
}

/** A namespace of a kind, drawn as a coloured label. */
export interface Label {
  readonly text: string;
  /** The namespace's number in its kind, which its colour stands for. */
  readonly number: number;
}

/** A task in a container, or what stands there for one. */
export interface Token {
  readonly id: string;
  /** `x` and `y` are the middle of its upper edge. */
  readonly x: number;
  readonly y: number;
  /** The task's number; empty for namespaces that no task uses. */
  readonly text: string;
  /** A task that sits there; one that is also in that container but sits elsewhere, or no longer lives; namespaces without a task. */
  readonly sort: "task" | "guest" | "held";
  readonly labels: readonly Label[];
  readonly isCaller: boolean;
  /** The errno that refused its call; empty if none did. */
  readonly refused: string;
}

/** A world, drawn. */
export interface Picture {
  readonly boxes: readonly Box[];
  readonly tokens: readonly Token[];
  /** What exists but is not drawn, each in a few words: "image: web". */
  readonly beside: readonly string[];
  readonly width: number;
  readonly height: number;
}

/** A moment of a history, as the page plays it. */
export interface Scene {
  readonly sentence: string;
  /** The errno that refused the event; empty if none did. */
  readonly refused: string;
  /** Whether this is the call that shows what is broken, made after the history. */
  readonly isShowing: boolean;
  readonly picture: Picture;
}
