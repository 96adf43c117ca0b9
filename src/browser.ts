/** The public API without the parts that need Node: it also runs in a browser. */
import { linux as linuxWithItsWorld } from "../models/linux/linux.ts";
import type { LinuxModel } from "./domains/linux/linux-model.ts";

export { type FlatWorld, flat } from "../models/flat.ts";
export { flatUntracked } from "../models/flat-untracked.ts";
export { freezingKill } from "../models/freezing-kill.ts";
export { handle } from "../models/handle.ts";
export { merged } from "../models/merged.ts";
export {
  type Call,
  type Container as NestedContainer,
  containerCalls,
  type NamedImage,
  type NestedOperation,
  NestedRules,
  type Nsproxy as NestedNsproxy,
  nested,
  nestedCalls,
  type Task as NestedTask,
  type World as NestedWorld,
} from "../models/nested.ts";
export { nsCgroup, type World as NsCgroupWorld } from "../models/ns-cgroup.ts";
export { pinned } from "../models/pinned.ts";
export { repeatingKill } from "../models/repeating-kill.ts";
export { subset } from "../models/subset.ts";
export { taskStruct, type World as TaskStructWorld } from "../models/task-struct.ts";
export { unshareKeeping } from "../models/unshare-keeping.ts";
export { unshareLeaving } from "../models/unshare-leaving.ts";
export { unshareStaying } from "../models/unshare-staying.ts";
export {
  WalkingKillRules,
  type WalkingOperation,
  type WalkingTask,
  walkingCalls,
  walkingFields,
  walkingKill,
} from "../models/walking-kill.ts";
export { type CheckOptions, check } from "./api/check.ts";
export { type CompareOptions, compare } from "./api/compare.ts";
export {
  always,
  alwaysEventually,
  defineModel,
  defineProperty,
  eventually,
  leadsTo,
  onEveryStep,
  sometimes,
} from "./api/containers/define.ts";
export { costOf } from "./api/cost.ts";
export {
  begin,
  eventsOf,
  goTo,
  observationOf,
  perform,
  performAll,
  worldOf,
} from "./api/history.ts";
export { LawBroken } from "./api/lawful.ts";
export { checkLaws } from "./api/laws.ts";
export { type MatrixOptions, matrix } from "./api/matrix.ts";
export { matrixInWords } from "./api/matrix-in-words.ts";
export { readHistory, replay, writeHistory } from "./api/recorded-history.ts";
export type { RunOptions } from "./api/run.ts";
export { type SimulateOptions, simulate } from "./api/simulate.ts";
export { MODELS, PROPERTIES } from "./catalogue.ts";
export type { ContainerModel } from "./domains/containers/container-model.ts";
export type { Description as About, Rules } from "./domains/containers/define-model.ts";
export { containers } from "./domains/containers/domain.ts";
export type { Comparison, ContainerExpectation } from "./domains/containers/expectation.ts";
export type { CONTAINER_FEATURES, ContainerFeature } from "./domains/containers/features.ts";
export type { Membership } from "./domains/containers/flat.ts";
export {
  type Image,
  type ImageContainer,
  type ImageNsproxy,
  type ImageTask,
  OUTSIDE,
} from "./domains/containers/image.ts";
export { isInUse } from "./domains/containers/is-in-use.ts";
export type * from "./domains/containers/observation.ts";
export { observeTree, type TreeWorld } from "./domains/containers/observe-tree.ts";
export {
  CONTAINER_FIELDS,
  type ContainerFields,
  type ContainerOperation,
  type ContainerOperationOf,
} from "./domains/containers/operation.ts";
export type { OwnFields } from "./domains/containers/own-state.ts";
export type * from "./domains/containers/property.ts";
export type { ContainerScope } from "./domains/containers/scope.ts";
export { type Changes, treeShape } from "./domains/containers/tree-shape.ts";
export type { LinuxModel } from "./domains/linux/linux-model.ts";
export type * from "./domains/linux/observation.ts";
export type * from "./domains/linux/operations.ts";
export type { LinuxScope } from "./domains/linux/scope.ts";
export type { PropertyAlong } from "./engine/along.ts";
export { type CallCount, type CallCounts, sumOfCalls } from "./engine/call-counts.ts";
export { ShapeError } from "./engine/codec/shape-limits.ts";
export type { SharedCalls } from "./engine/compare/shared-calls.ts";
export type { AsymmetryOfOne } from "./engine/compare/symmetry-of-both.ts";
export type {
  CompareProgress,
  CompareResult,
  DesignDifference,
  EventOfBoth,
} from "./engine/compare.ts";
export {
  type CostInLadder,
  type CostOfCall,
  type CostOfModel,
  LADDERS_BY_DEPTH,
  LADDERS_BY_TASKS,
  type Ladder,
} from "./engine/cost.ts";
export type { LawBreach, LawReport } from "./engine/laws.ts";
export type {
  Matrix,
  MatrixCost,
  MatrixProgress,
  MatrixRow,
} from "./engine/matrix.ts";
export type { PropertyFinding } from "./engine/property-finding.ts";
export type { Replay, ReplayDifference, ReplayOptions } from "./engine/replay.ts";
export type { SearchProgress, SearchResult } from "./engine/search-result.ts";
export type { SimulateProgress, SimulateResult } from "./engine/simulate.ts";
export type { Transposition } from "./engine/symmetry/permutations.ts";
export type { Asymmetry, Misled, OtherAnswer } from "./engine/symmetry-test/asymmetry.ts";
export type { FindingKind, OrbitDifference } from "./engine/symmetry-test/difference.ts";
export type { Comparisons } from "./engine/symmetry-test/members.ts";
export type { Entry, EntryOnLine } from "./history/entry.ts";
export type { EXPECTED_VERDICTS, Expectation, ExpectedVerdict } from "./history/expectation.ts";
export type { UnknownName } from "./history/flaw.ts";
export type { History, Moment } from "./history/history.ts";
export type { FormatProblem, ReadOptions, ReadResult, RecordedHistory } from "./history/read-history.ts";
export type { Inits } from "./managers/inits.ts";
export type * from "./managers/kernel.ts";
export { type Manager, NoCounterpart, type Running } from "./managers/manager.ts";
export { NestedManager, nestedManager, parentOf } from "./managers/nested.ts";
export type { AnyProperty } from "./model/any-property.ts";
export type { Disagreement } from "./model/disagreement.ts";
export type * from "./model/domain-parts.ts";
export { ERRNO_TEXTS, type Errno, type Errnos } from "./model/errno.ts";
export type { FairCalls, Strength } from "./model/fairness.ts";
export type * from "./model/field.ts";
export { isKind, KINDS, type Kind } from "./model/kind.ts";
export type { AnyManager } from "./model/manager.ts";
export type * from "./model/model.ts";
export * from "./model/numbers.ts";
export type { Observation } from "./model/observation.ts";
export type { OnRuns, Owed } from "./model/on-runs.ts";
export type {
  Calls,
  Event,
  Operation,
  OperationOf,
  Values,
} from "./model/operation.ts";
export { type Declares, meaningOf, type Outcome, outcomesOf } from "./model/outcome.ts";
export type * from "./model/picture.ts";
export * from "./model/property.ts";
export type * from "./model/refusal-rule.ts";
export type { Scope } from "./model/scope.ts";
export * from "./model/shape.ts";
export type { Verdict } from "./model/verdict.ts";
export type { Paint, PaintStyle } from "./text/paint.ts";
export * from "./world/table.ts";
export type { TreeNode } from "./world/tree.ts";

/** What today's kernel does with all eight kinds of namespace. The form of its worlds is private: use its observations. */
export const linux: LinuxModel = linuxWithItsWorld;
