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
  /** Whether the world after is another than the one before, up to symmetry: to record the same image again is no change. */
  readonly changed: boolean;
}

/** A question that is asked of each kind of namespace apart. */
export interface OfKind<S extends Scope = Scope> {
  readonly kind: Kind;
  /** What it is called for all kinds; a property of another domain that asks the same is named so. */
  readonly question: string;
  /** What it claims, whatever the kind. */
  readonly claim: string;
  /** The scope in which a matrix asks it: as small as the question lets it be. */
  readonly scope: S;
  /** How many events the histories have that a matrix tries; absent: as many as there can be. */
  readonly depth?: number;
  /** Whether worlds that differ only in numbers are to count once there: for a few worlds that is more work than it saves. Absent: they are. */
  readonly symmetry?: false;
  /** What tries to break it and is refused, or shows that it is so, one call after the other: a matrix shows it where the property holds. */
  readonly witness?: readonly Operation[];
}

/** What properties of every form have. */
export interface AnyProperty<S extends Scope> {
  /** Also its name on the command line. */
  readonly name: string;
  /** What it claims, in one sentence, as semantics.md has it: the one place where "claim" is the word, and that is the sentence. */
  readonly claim: string;
  /** Where the message makes it, or the rule that does. */
  readonly source: string;
  /** The domain that it is about. To a design of another it does not apply. */
  readonly domain: string;
  /** What a design has to show for the property to mean something: features of the domain. */
  readonly needs?: readonly string[];
  /** That the property tells worlds apart by their numbers alone. Then a search that counts such worlds once cannot decide it. */
  readonly numbersMatter?: true;
  /** That it is one of several which ask the same of each kind of namespace apart. */
  readonly ofKind?: OfKind<S>;
  /** Why the property means nothing in a scope, in a sentence; nothing where it does. */
  outOfScope?(scope: S): string | undefined;
}
