/** What a picture of a world is made of, in units of its own: the page scales it to what room there is. */

/** A container: a box in the box of its parent. */
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
  /** Whether it has no nsproxy, in a design with nsproxies. */
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
  /** The middle of its upper edge. */
  readonly x: number;
  readonly y: number;
  /** The task's number; empty for namespaces that no task uses. */
  readonly text: string;
  /** A task that sits there; a task that is also in that container and sits elsewhere; namespaces without a task. */
  readonly sort: "task" | "guest" | "held";
  readonly labels: readonly Label[];
  readonly isCaller: boolean;
  /** The errno that refused its call; empty where none did. */
  readonly refused: string;
}

/** A world, drawn. */
export interface Picture {
  readonly boxes: readonly Box[];
  readonly tokens: readonly Token[];
  /** What there is beside what is drawn, each in a few words: "image: web". */
  readonly beside: readonly string[];
  readonly width: number;
  readonly height: number;
}

/** A moment of a history, as the page plays it. */
export interface Scene {
  readonly sentence: string;
  /** The errno that refused the event; empty where none did. */
  readonly refused: string;
  /** Whether it is the call that shows what is broken, after the history. */
  readonly isShowing: boolean;
  readonly picture: Picture;
}
