import type { Errno } from "./errno.ts";
import type { Operation } from "./operation.ts";

/** A refusal that a design gives a name of its own, so that it can be told from others with the same errno. */
export interface RefusalRule {
  readonly errno: Errno;
  /** When it comes, in a sentence without a full stop. */
  readonly when: string;
  /** Where it is stated or made. */
  readonly source: string;
}

/** A rule that holds from a release on. */
export interface ReleaseRule {
  readonly what: string;
  readonly since: string;
  /** The call that it is of; nothing where it is of several. */
  readonly call?: string | undefined;
}

/** Every refusal of a design by name. */
export interface RefusalRules<World extends object, O extends Operation, S> {
  readonly named: Readonly<Record<string, RefusalRule>>;
  /** The names of those that can refuse each call of a task that lives, in the order of the checks where there is one. */
  readonly of: Readonly<Record<string, readonly string[]>>;
  /** Those that come before anything else, whatever the call. */
  readonly ofAll: readonly string[];
  /** Which one refuses a call in a world; nothing where the call succeeds. It may change the world as the call does. */
  refusing(world: World, operation: O, scope: S): string | undefined;
  /**
   * Why within a scope no kernel with its rules can be seen to refuse a call so, in a sentence without a full stop; nothing where one can.
   *
   * @param op the call; nothing for what refuses all of them
   * @param name the refusal; nothing where the call succeeds
   */
  whyNever(op: string | undefined, name: string | undefined, scope: S): string | undefined;
  /** Rules that hold from a release on, in words without a full stop. Absent: all of them always did. */
  readonly releases?: readonly ReleaseRule[];
  /** Histories that together come to each of them for which `whyNever` knows no reason, and in which each call succeeds: to be played before any others. */
  histories(scope: S): Iterable<readonly O[]>;
}
