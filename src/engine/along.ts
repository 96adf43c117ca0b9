/** What properties find along a replayed history: at each point, or about the whole history at its end. */
import type { Model } from "../model/model.ts";
import type { OnRuns } from "../model/on-runs.ts";
import type { Operation } from "../model/operation.ts";
import type { PointProperty, Property } from "../model/property.ts";
import type { Scope } from "../model/scope.ts";
import { FollowedProperty } from "./followed-property.ts";
import { pointFormOf } from "./forms/form-of.ts";
import { findingOnRuns } from "./liveness/finding-on-runs.ts";
import type { Point } from "./point.ts";
import { breachAsFinding, type PropertyFinding } from "./property-finding.ts";

/** A history being replayed, at the point it has reached. */
export interface ReplayPoint {
  readonly model: Model;
  readonly scope: Scope;
  /** How many events precede the point. */
  readonly events: number;
  /** The line of the last of them, or 1, the header's, if there is none. */
  readonly line: number;
  /** How many events precede the loop, or `undefined` if none has begun. */
  readonly loop: number | undefined;
  point(): Point;
  operations(): readonly Operation[];
}

/** What a property has found along a history. */
export interface PropertyAlong {
  readonly property: string;
  readonly form: Property["form"];
  /** At how many points it had a case. */
  readonly cases: number;
  /** What is reported if there is none. */
  readonly withoutCase: "has no case" | "is never reached";
  /** Where it was first broken or reached; absent if it never was. */
  readonly at?: {
    /** The line of the event after which it is broken or reached; 1, the header's, if it is so from the start. */
    readonly line: number;
    /** How many events precede that point. */
    readonly events: number;
    readonly finding: PropertyFinding;
  };
  /** Why it does not apply to the design in the scope of the history; absent if it does. */
  readonly inapplicable?: string;
}

/** A property that is checked along a history. */
export interface Along {
  /** Whether it still has to be shown the next point. */
  readonly isOpen: boolean;
  /** Shows it a point. */
  take(played: ReplayPoint): void;
  /** What it has found, at the end of the history. */
  found(played: ReplayPoint): PropertyAlong;
}

/** Follows a property that is checked at points. */
export class AlongPoints implements Along {
  readonly #followed: FollowedProperty<NonNullable<PropertyAlong["at"]>>;

  constructor(property: PointProperty, model: Model, scope: Scope) {
    this.#followed = new FollowedProperty(property, model, scope);
  }

  get isOpen(): boolean {
    return this.#followed.isOpen;
  }

  take({ scope, line, events, point }: ReplayPoint): void {
    const form = pointFormOf(this.#followed.property);
    this.#followed.take(form.findingAt(point(), scope), (breach) => ({
      line,
      events,
      finding: breach === undefined ? { found: form.wordFor("holds") } : breachAsFinding(breach),
    }));
  }

  found(): PropertyAlong {
    const { property, cases, settled, inapplicable } = this.#followed;
    const { withoutCase } = pointFormOf(property);
    return {
      property: property.name,
      form: property.form,
      cases,
      withoutCase,
      ...(settled && { at: settled }),
      ...(inapplicable !== undefined && { inapplicable }),
    };
  }
}

/** Checks a property on runs against the whole history. */
export class AlongRun implements Along {
  readonly isOpen = false;
  readonly #property: OnRuns;

  constructor(property: OnRuns) {
    this.#property = property;
  }

  take(): void {
    // It is checked only on the whole history.
  }

  found(played: ReplayPoint): PropertyAlong {
    const { name: property, form } = this.#property;
    const common = { property, form, withoutCase: "has no case" } as const;
    const finding = findingOfRun(this.#property, played);
    if (finding.found === "does not apply") return { ...common, cases: 0, inapplicable: finding.why };
    const { line, events } = played;
    const cases = finding.found === "no case" ? 0 : 1;
    return { ...common, cases, ...(finding.found === "broken" && { at: { line, events, finding } }) };
  }
}

/** What a property on runs finds about a history that ends at a point. */
export function findingOfRun(
  property: OnRuns,
  { model, scope, loop, operations }: ReplayPoint,
): PropertyFinding {
  return findingOnRuns(property, model, scope, loop === undefined ? [] : operations(), loop);
}
