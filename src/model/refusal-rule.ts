import type { Errno } from "./errno.ts";
import type { Operation } from "./operation.ts";

/** A refusal that a design names, so that it can be distinguished from others with the same errno. */
export interface RefusalRule {
  readonly errno: Errno;
  /** When a call is refused so, in a sentence without a full stop. */
  readonly when: string;
  /** Where it is stated or made. */
  readonly source: string;
}

/** A rule that holds since a release of the kernel. */
export interface ReleaseRule {
  readonly what: string;
  readonly since: string;
  /** The call that it belongs to; `undefined` if to several. */
  readonly call?: string | undefined;
}

/** Every refusal of a design by name. */
export interface RefusalRules<World extends object, O extends Operation, S> {
  readonly named: Readonly<Record<string, RefusalRule>>;
  /** The names of the refusals of each call by a live task, in the order of the checks if they have one. */
  readonly of: Readonly<Record<string, readonly string[]>>;
  /** Refusals that are checked first, whatever the call. */
  readonly ofAll: readonly string[];
  /** The name of the refusal of a call in a world, or `undefined` if the call succeeds. It may change the world as the call does. */
  refusing(world: World, operation: O, scope: S): string | undefined;
  /**
   * Why, within a scope, no kernel with the scope's rules can be seen to end a call this way, in a sentence without a full stop; `undefined` if one can.
   *
   * @param op the call, or `undefined` for a refusal of all calls
   * @param name the refusal, or `undefined` for success
   */
  whyNever(op: string | undefined, name: string | undefined, scope: S): string | undefined;
  /** Rules that hold only since some release, in words without a full stop. Absent: all rules always held. */
  readonly releases?: readonly ReleaseRule[];
  /** Histories that together reach every refusal for which `whyNever` gives no reason, and a success of each call: to be played before any others. */
  histories(scope: S): Iterable<readonly O[]>;
}
