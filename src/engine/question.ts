/** What a property is asked at a point of a run, question by question, so that its answers can be validated. */
import type { Scope } from "../model/scope.ts";
import type { Point } from "./point.ts";

/** A question that can be asked again. */
export interface Question {
  /** The function that answers it, such as `check()`. */
  readonly of: string;
  ask(scope: Scope): unknown;
  /** What is wrong with an answer, in words that tell the property's author what to fix; `undefined` if it is valid. */
  flawOf(answer: unknown): string | undefined;
}

/** The questions at a point. @param before the point before it, or `undefined` if it is the first */
export type Questions = (point: Point, before: Point | undefined) => readonly Question[];
