import type { Scene } from "../../model/picture.ts";
import type { CellSort } from "../matrix-cell.ts";

/** A history, drawn. The first scene is the world before the first event. */
export interface Play {
  readonly scenes: readonly Scene[];
  /** The room of the largest of its pictures. */
  readonly width: number;
  readonly height: number;
  /** The scene at which a loop begins: the last one is it again. Where it is the last itself, nothing more needs to happen. Absent where there is no loop. */
  readonly loop?: number;
}

/** What the page says in a cell. */
export interface PageCell {
  readonly sort: CellSort;
  /** As short as in the table: "✗ 3". */
  readonly text: string;
  /** In words: "broken in 3 steps". */
  readonly words: string;
  readonly why: string;
  /** Which of the plays shows it; none where there is no history. */
  readonly play?: number;
}

/** A design as the page tells of it. */
export interface PageDesign {
  readonly name: string;
  readonly summary: string;
  readonly source: string;
  /** One for each property. */
  readonly cells: readonly PageCell[];
}

/** A property as the page tells of it. */
export interface PageProperty {
  readonly name: string;
  readonly claim: string;
  readonly source: string;
}

/** All that the page knows: plain data, which stands in it as JSON. */
export interface PageData {
  readonly scope: string;
  readonly designs: readonly PageDesign[];
  readonly properties: readonly PageProperty[];
  /** Each history once, though several cells may have it. */
  readonly plays: readonly Play[];
}
