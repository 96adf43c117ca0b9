/** What properties find of a history as it is run again: at each point of it, or of the whole of it at its end. */
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

/** A history that is run again, at the point that it has come to. */
export interface Played {
  readonly model: Model;
  readonly scope: Scope;
  /** How many events stand before the point, */
  readonly events: number;
  /** and the line of the last; 1, the header's, where there is none. */
  readonly line: number;
  /** After how many events a loop begins; nothing where none has begun. */
  readonly loop: number | undefined;
  point(): Point;
  operations(): readonly Operation[];
}

/** What a property has found all along a history. */
export interface PropertyAlong {
  readonly property: string;
  readonly form: Property["form"];
  /** At how many points it had something to say. */
  readonly cases: number;
  /** What is said of it where that is none. */
  readonly withoutCase: "has no case" | "is never reached";
  /** Where it was first broken or reached; nothing where it never was. */
  readonly at?: {
    /** The line of the event after which it is so; 1, the header's, where it is so from the start. */
    readonly line: number;
    /** How many events stand before that point. */
    readonly events: number;
    readonly finding: PropertyFinding;
  };
  /** Why it means nothing for the design in the scope of the history; nothing where it does. */
  readonly inapplicable?: string;
}

/** A property that is asked all along a history. */
export interface Along {
  /** Whether it has to be shown the next point. */
  readonly isOpen: boolean;
  /** Shows it a point. */
  take(played: Played): void;
  /** What it has found, at the end of the history. */
  found(played: Played): PropertyAlong;
}

/** Follows a property that is asked at points. */
export class AlongPoints implements Along {
  readonly #followed: FollowedProperty<NonNullable<PropertyAlong["at"]>>;

  constructor(property: PointProperty, model: Model, scope: Scope) {
    this.#followed = new FollowedProperty(property, model, scope);
  }

  get isOpen(): boolean {
    return this.#followed.isOpen;
  }

  take({ scope, line, events, point }: Played): void {
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

/** Asks a property on runs of the whole of a history. */
export class AlongRun implements Along {
  readonly isOpen = false;
  readonly #property: OnRuns;

  constructor(property: OnRuns) {
    this.#property = property;
  }

  take(): void {
    // It is asked of the whole alone.
  }

  found(played: Played): PropertyAlong {
    const { name: property, form } = this.#property;
    const common = { property, form, withoutCase: "has no case" } as const;
    const finding = findingOfRun(this.#property, played);
    if (finding.found === "does not apply") return { ...common, cases: 0, inapplicable: finding.why };
    const { line, events } = played;
    const cases = finding.found === "no case" ? 0 : 1;
    return { ...common, cases, ...(finding.found === "broken" && { at: { line, events, finding } }) };
  }
}

/** What a property on runs finds of a history that ends at a point. */
export function findingOfRun(property: OnRuns, { model, scope, loop, operations }: Played): PropertyFinding {
  return findingOnRuns(property, model, scope, loop === undefined ? [] : operations(), loop);
}
