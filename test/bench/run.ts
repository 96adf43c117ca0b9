import type { Scope } from "../../src/model/scope.ts";

/** What is measured once. */
export interface Run {
  readonly model: string;
  readonly scope: Scope;
  readonly symmetry: boolean;
  readonly workers: number;
  /** All properties, or none. */
  readonly properties: boolean;
}

/** What it took. */
export interface Measured {
  readonly worlds: number;
  readonly ok: number;
  readonly calls: number;
  readonly seconds: number;
  /** The bytes that worlds took, and the largest that the process was. */
  readonly bytes: number;
  readonly peak: number;
}
