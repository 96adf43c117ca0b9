/** The public API: what a design, a property and a history are, and the ways to run them. */

export { type ConformRunOptions, conform } from "./api/conform.ts";
export * from "./browser.ts";
export { CannotRun } from "./conformance/cannot-run.ts";
export type {
  ConformEnd,
  ConformProgress,
  ConformResult,
  Divergence,
  PlanningProgress,
  PlayingProgress,
  ShorteningProgress,
} from "./conformance/conform.ts";
export type { Difference } from "./conformance/containers/compare-pictures.ts";
export type { KernelCall } from "./conformance/containers/managed/kernel-call.ts";
export type { KernelEvent } from "./conformance/containers/run.ts";
export type { CoverageRow } from "./conformance/coverage.ts";
