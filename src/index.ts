/** The public API: what a design, a property and a history are, and the ways to run them. */
export { MODELS, PROPERTIES } from "./catalogue.ts";
export { type CallCount, type CallCounts, sumOfCalls } from "./engine/call-counts.ts";
export {
  type Crew,
  type SearchOptions,
  type SearchProgress,
  type SearchResult,
  search,
  searchInSteps,
} from "./engine/search.ts";
export {
  type SimulateOptions,
  type SimulateProgress,
  type SimulateResult,
  simulate,
} from "./engine/simulate.ts";
export type { Entry, EntryOnLine } from "./history/entry.ts";
export type { Comparison, Expectation } from "./history/expectation.ts";
export {
  begin,
  eventsOf,
  goTo,
  type History,
  type Moment,
  observationOf,
  perform,
  performAll,
  worldOf,
} from "./history/history.ts";
export {
  type FormatProblem,
  type ReadResult,
  type RecordedHistory,
  readHistory,
} from "./history/read-history.ts";
export { type Difference, type Replay, replay } from "./history/replay.ts";
export { writeHistory } from "./history/write-history.ts";
export { type Image, OUTSIDE } from "./model/image.ts";
export { isKind, KINDS, type Kind } from "./model/kind.ts";
export type { Feature, Model } from "./model/model.ts";
export * from "./model/numbers.ts";
export type * from "./model/observation.ts";
export type {
  Calls,
  Event,
  Operation,
  OperationField,
  OperationFields,
  OperationOf,
} from "./model/operation.ts";
export { ERRNOS, type Errno, OUTCOMES, type Outcome } from "./model/outcome.ts";
export * from "./model/property.ts";
export type { Scope } from "./model/scope.ts";
export type { Verdict } from "./model/verdict.ts";
