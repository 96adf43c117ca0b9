import type { Kind } from "./kind.ts";
import type { Observation } from "./observation.ts";
import type { Operation } from "./operation.ts";
import type { Outcome } from "./outcome.ts";
import type { Scope } from "./scope.ts";

/** One event and the worlds on both sides of it, in W2's numbers. A refused event has the same world on both sides. */
export interface Step<V extends Observation = Observation, O extends Operation = Operation> {
  readonly before: V;
  readonly operation: O;
  readonly outcome: Outcome;
  readonly after: V;
  /** Whether the step changed the world, up to symmetry: to record the same image again is no change. */
  readonly changed: boolean;
}

/** A question that is asked separately for each kind of namespace. */
export interface OfKind<S extends Scope = Scope> {
  readonly kind: Kind;
  /** Its name for all kinds; a property of another domain that asks the same has this name. */
  readonly question: string;
  /** What it claims, independent of the kind. */
  readonly claim: string;
  /** The scope in which a matrix asks it: as small as the question allows. */
  readonly scope: S;
  /** The longest history that a matrix tries, in events; absent: no bound. */
  readonly depth?: number;
  /** `false` if a matrix searches without symmetry: for a few worlds, symmetry is more work than it saves. Absent: up to symmetry. */
  readonly symmetry?: false;
  /** A history of calls that try to break it and are refused, or that show that it holds: a matrix shows it if the property holds. */
  readonly witness?: readonly Operation[];
}

/** What properties of every form have. */
export interface AnyProperty<S extends Scope> {
  /** Also its name on the command line. */
  readonly name: string;
  /** What it claims, in one sentence. */
  readonly claim: string;
  /** Where the message makes it, or the rule that does. */
  readonly source: string;
  /** The domain that it is about. It does not apply to designs of any other. */
  readonly domain: string;
  /** The features of the domain that a design must have for the property to mean something. */
  readonly needs?: readonly string[];
  /** Set if the property distinguishes worlds that differ only in numbers. A search up to symmetry then cannot decide it. */
  readonly numbersMatter?: true;
  /** Set if it is one of several properties that ask the same question, each for one kind of namespace. */
  readonly ofKind?: OfKind<S>;
  /** Why the property is meaningless in a scope, in a sentence; `undefined` if it is not. */
  outOfScope?(scope: S): string | undefined;
}
