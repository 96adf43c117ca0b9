/** The public API: what a design, a property and a history are, and the ways to run them. */

export { flat } from "../models/flat.ts";
export { flatUntracked } from "../models/flat-untracked.ts";
export { handle } from "../models/handle.ts";
export { linux } from "../models/linux/linux.ts";
export { merged } from "../models/merged.ts";
export {
  type Call,
  containerCalls,
  type NestedOperation,
  NestedRules,
  nested,
  nestedCalls,
  type World as NestedWorld,
} from "../models/nested.ts";
export { nsCgroup } from "../models/ns-cgroup.ts";
export { pinned } from "../models/pinned.ts";
export { subset } from "../models/subset.ts";
export { taskStruct } from "../models/task-struct.ts";
export { unshareKeeping } from "../models/unshare-keeping.ts";
export { unshareLeaving } from "../models/unshare-leaving.ts";
export { unshareStaying } from "../models/unshare-staying.ts";
export { MODELS, PROPERTIES } from "./catalogue.ts";
export type { ContainerModel } from "./domains/containers/container-model.ts";
export { containers } from "./domains/containers/domain.ts";
export type { Comparison, ContainerExpectation } from "./domains/containers/expectation.ts";
export type { ContainerFeature } from "./domains/containers/features.ts";
export { type Image, OUTSIDE } from "./domains/containers/image.ts";
export { modelOf, type Rules } from "./domains/containers/model-of.ts";
export type * from "./domains/containers/observation.ts";
export { observeTree } from "./domains/containers/observe-tree.ts";
export {
  CONTAINER_FIELDS,
  type ContainerFields,
  type ContainerOperation,
  type ContainerOperationOf,
} from "./domains/containers/operation.ts";
export * from "./domains/containers/property.ts";
export type { ContainerScope } from "./domains/containers/scope.ts";
export { treeShape } from "./domains/containers/tree-shape.ts";
export type { LinuxObservation } from "./domains/linux/observation.ts";
export type { LinuxScope } from "./domains/linux/scope.ts";
export { type CallCount, type CallCounts, sumOfCalls } from "./engine/call-counts.ts";
export {
  type CompareOptions,
  type CompareProgress,
  type CompareResult,
  compare,
  compareInSteps,
  type DesignDifference,
  type EventOfBoth,
} from "./engine/compare.ts";
export {
  type CostInLadder,
  type CostOfCall,
  type CostOfModel,
  costInSteps,
  costOf,
  LADDERS_BY_DEPTH,
  LADDERS_BY_TASKS,
  type Ladder,
} from "./engine/cost.ts";
export { checkLaws, type LawBreach, type LawReport } from "./engine/laws.ts";
export {
  type Matrix,
  type MatrixCost,
  type MatrixOptions,
  type MatrixProgress,
  type MatrixRow,
  matrixInSteps,
} from "./engine/matrix.ts";
export type { PropertyFinding } from "./engine/property-finding.ts";
export {
  type PropertyAlong,
  type Replay,
  type ReplayDifference,
  type ReplayOptions,
  replay,
} from "./engine/replay.ts";
export { search, searchInSteps } from "./engine/search.ts";
export type { OtherWorkers, SearchOptions } from "./engine/search-options.ts";
export type { SearchProgress, SearchResult } from "./engine/search-result.ts";
export {
  type SimulateOptions,
  type SimulateProgress,
  type SimulateResult,
  simulate,
} from "./engine/simulate.ts";
export type { Entry, EntryOnLine } from "./history/entry.ts";
export type { Expectation, ExpectedVerdict } from "./history/expectation.ts";
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
  type ReadOptions,
  type ReadResult,
  type RecordedHistory,
  readHistory,
} from "./history/read-history.ts";
export { writeHistory } from "./history/write-history.ts";
export type { CgroupShown, Directory, Kernel, Process, ProcessShown, Said } from "./managers/kernel.ts";
export { type Manager, NoCounterpart, type Running } from "./managers/manager.ts";
export { NestedManager, nestedManager, parentOf } from "./managers/nested.ts";
export { ERRNO_TEXTS, type Errno, type Errnos } from "./model/errno.ts";
export type { Field } from "./model/field.ts";
export { isKind, KINDS, type Kind } from "./model/kind.ts";
export type { Domain, Model } from "./model/model.ts";
export * from "./model/numbers.ts";
export type { Observation } from "./model/observation.ts";
export type {
  Calls,
  Event,
  Operation,
  OperationOf,
  Values,
} from "./model/operation.ts";
export { meaningOf, type Outcome, outcomesOf } from "./model/outcome.ts";
export * from "./model/property.ts";
export type { Scope } from "./model/scope.ts";
export * from "./model/shape.ts";
export type { Verdict } from "./model/verdict.ts";
export * from "./world/table.ts";
