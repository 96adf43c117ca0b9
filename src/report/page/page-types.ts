import type { Scene } from "../../model/picture.ts";
import type { CellSort } from "../matrix-cell.ts";

/** A history, drawn. The first scene is the world before the first event. */
export interface Play {
  readonly scenes: readonly Scene[];
  /** The size that fits all of its pictures. */
  readonly width: number;
  readonly height: number;
  /** The scene at which a loop begins: the last one shows the same world, or is that scene if nothing more needs to happen. Missing without a loop. */
  readonly loop?: number;
}

/** What the page shows for a cell. */
export interface PageCell {
  readonly sort: CellSort;
  /** As short as in the table: "✗ 3". */
  readonly text: string;
  /** In words: "broken in 3 steps". */
  readonly words: string;
  readonly why: string;
  /** The index of the play that shows it; missing if there is no history. */
  readonly play?: number;
}

/** A design as the page presents it. */
export interface PageDesign {
  readonly name: string;
  readonly summary: string;
  readonly source: string;
  /** One for each property. */
  readonly cells: readonly PageCell[];
}

/** A property as the page presents it. */
export interface PageProperty {
  readonly name: string;
  readonly claim: string;
  readonly source: string;
}

/** All data of the page: plain data, embedded as JSON. */
export interface PageData {
  readonly scope: string;
  readonly designs: readonly PageDesign[];
  readonly properties: readonly PageProperty[];
  /** Each history once, even if several cells share it. */
  readonly plays: readonly Play[];
}
