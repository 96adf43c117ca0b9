/** What a property is asked at a point of a run, one question after the other: for whoever looks whether its answers are such as they may be. */
import type { Scope } from "../model/scope.ts";
import type { Point } from "./point.ts";

/** A question that can be asked again. */
export interface Question {
  /** The function that answers it, such as `check()`. */
  readonly of: string;
  ask(scope: Scope): unknown;
  /** What is wrong with an answer, in words that tell its author what to mend; nothing where it may be. */
  flawOf(answer: unknown): string | undefined;
}

/** The questions at a point. @param before the point before it; nothing where it is the first */
export type Questions = (point: Point, before: Point | undefined) => readonly Question[];
