import type { Kind } from "../../model/kind.ts";
import type { Hierarchy } from "./hierarchy.ts";

/** Where and how histories are played. */
export interface Ground {
  readonly hierarchy: Hierarchy;
  /** The absolute path of the cgroup that is the root container. */
  readonly base: string;
  /** The kinds of the scope. */
  readonly kinds: readonly Kind[];
  /**
   * Whether each container gets a cgroup namespace, so that what is in it sees its own cgroup as `/`. Not where `cgroup` is among the
   * kinds: then a task has the one that the history says.
   */
  readonly rootsViews: boolean;
  /** Whether what tasks see of each other is compared: where views are rooted, and the design has levels as cgroups have. */
  readonly checksViews: boolean;
}
