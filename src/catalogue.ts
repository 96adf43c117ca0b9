import { flat } from "../models/flat.ts";
import { flatUntracked } from "../models/flat-untracked.ts";
import { freezingKill } from "../models/freezing-kill.ts";
import { handle } from "../models/handle.ts";
import { linux } from "../models/linux/linux.ts";
import { merged } from "../models/merged.ts";
import { nested } from "../models/nested.ts";
import { nsCgroup } from "../models/ns-cgroup.ts";
import { pinned } from "../models/pinned.ts";
import { repeatingKill } from "../models/repeating-kill.ts";
import { subset } from "../models/subset.ts";
import { taskStruct } from "../models/task-struct.ts";
import { unshareKeeping } from "../models/unshare-keeping.ts";
import { unshareLeaving } from "../models/unshare-leaving.ts";
import { unshareStaying } from "../models/unshare-staying.ts";
import { walkingKill } from "../models/walking-kill.ts";
import { alwaysEnterable } from "../properties/always-enterable.ts";
import { containerOutlivesNsproxy } from "../properties/container-outlives-nsproxy.ts";
import { exitEnds } from "../properties/exit-ends.ts";
import { forkInherits } from "../properties/fork-inherits.ts";
import { handleEnters } from "../properties/handle-enters.ts";
import { handleKeepsNothing } from "../properties/handle-keeps-nothing.ts";
import { handleMeansOneThing } from "../properties/handle-means-one-thing.ts";
import { killReachesDescendants } from "../properties/kill-reaches-descendants.ts";
import { killSparesOthers } from "../properties/kill-spares-others.ts";
import { killedGoes } from "../properties/killed-goes.ts";
import { knownByEveryAncestor } from "../properties/known-by-every-ancestor.ts";
import { leftAloneGoes } from "../properties/left-alone-goes.ts";
import { linuxHandleEnters } from "../properties/linux/handle-enters.ts";
import { linuxHandleKeepsNothing } from "../properties/linux/handle-keeps-nothing.ts";
import { linuxHandleMeansOneThing } from "../properties/linux/handle-means-one-thing.ts";
import { linuxKillReachesDescendants } from "../properties/linux/kill-reaches-descendants.ts";
import {
  linuxNamedByFile,
  linuxNamedByHandle,
  linuxNamedByMount,
} from "../properties/linux/named-when-empty.ts";
import { linuxNeverLeaves } from "../properties/linux/never-leaves.ts";
import { linuxNothingLeaks } from "../properties/linux/nothing-leaks.ts";
import { namesRoundTrip } from "../properties/names-round-trip.ts";
import { neverLeaves } from "../properties/never-leaves.ts";
import { nothingLeaks } from "../properties/nothing-leaks.ts";
import { oneNsproxyPerContainer } from "../properties/one-nsproxy-per-container.ts";
import { onlyRenameRenames } from "../properties/only-rename-renames.ts";
import { refusalChangesNothing } from "../properties/refusal-changes-nothing.ts";
import { renameOnlyRenames } from "../properties/rename-only-renames.ts";
import { restartIsFaithful } from "../properties/restart-is-faithful.ts";
import { sameNameInTwoPlaces } from "../properties/same-name-in-two-places.ts";
import { siblingNamesDiffer } from "../properties/sibling-names-differ.ts";
import { unshareIsolates } from "../properties/unshare-isolates.ts";
import { unshareNeedsNoName } from "../properties/unshare-needs-no-name.ts";
import { viewIsClosed } from "../properties/view-is-closed.ts";
import { containers } from "./domains/containers/domain.ts";
import { linuxDomain } from "./domains/linux/domain.ts";
import type { Domain, Model } from "./model/model.ts";
import type { Property } from "./model/property.ts";
import type { Scope } from "./model/scope.ts";

/** The designs that come with nsmodel, in the order of README.md. The first is the default of commands. */
export const MODELS: readonly [Model, ...Model[]] = [
  nested,
  merged,
  flat,
  flatUntracked,
  subset,
  taskStruct,
  unshareStaying,
  unshareLeaving,
  unshareKeeping,
  nsCgroup,
  pinned,
  handle,
  walkingKill,
  repeatingKill,
  freezingKill,
  linux,
];

/** The properties that come with nsmodel, in the order of docs/properties.md. */
export const PROPERTIES: readonly Property[] = [
  neverLeaves,
  killReachesDescendants,
  killSparesOthers,
  containerOutlivesNsproxy,
  oneNsproxyPerContainer,
  siblingNamesDiffer,
  sameNameInTwoPlaces,
  namesRoundTrip,
  viewIsClosed,
  knownByEveryAncestor,
  renameOnlyRenames,
  onlyRenameRenames,
  unshareIsolates,
  forkInherits,
  nothingLeaks,
  refusalChangesNothing,
  alwaysEnterable,
  restartIsFaithful,
  unshareNeedsNoName,
  handleKeepsNothing,
  handleEnters,
  handleMeansOneThing,
  killedGoes,
  leftAloneGoes,
  exitEnds,
  ...linuxNeverLeaves,
  ...linuxKillReachesDescendants,
  ...linuxNothingLeaks,
  ...linuxHandleKeepsNothing,
  ...linuxHandleEnters,
  ...linuxHandleMeansOneThing,
  ...linuxNamedByFile,
  ...linuxNamedByMount,
  ...linuxNamedByHandle,
];

/** The domains of the designs that come with nsmodel. */
export const DOMAINS: readonly [Domain, ...Domain[]] = [containers, linuxDomain];

/** The designs of a domain that come with nsmodel. */
export const modelsOf = (domain: Domain): readonly Model[] =>
  MODELS.filter((model) => model.domain.name === domain.name);

/**
 * The properties about the designs of a domain that come with nsmodel.
 *
 * @param scope if given, properties about a kind of namespace that it lacks are left out
 */
export function propertiesOf(domain: Domain, scope?: Scope): readonly Property[] {
  const kinds = scope === undefined ? undefined : domain.scopes.kindSets(scope).flat();
  return PROPERTIES.filter(
    (property) =>
      property.domain === domain.name &&
      (property.ofKind === undefined || kinds?.includes(property.ofKind.kind) !== false),
  );
}
