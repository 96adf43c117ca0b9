/** What a property's form decides when modules and histories are checked, so that callers need not know which form it is. */
import { ofItsForm } from "../model/form.ts";
import type { Model } from "../model/model.ts";
import type { OnRuns } from "../model/on-runs.ts";
import type { PointProperty, Property } from "../model/property.ts";
import type { Scope } from "../model/scope.ts";
import { memoizeWeakly } from "../world/memoize.ts";
import { type Along, AlongPoints, AlongRun, findingOfRun, type ReplayPoint } from "./along.ts";
import type { Activity } from "./checked/activity.ts";
import { checkedOnRuns } from "./checked/checked-on-runs.ts";
import { checkedProperty } from "./checked/checked-property.ts";
import { pointFormOf } from "./forms/form-of.ts";
import { questionsOnRuns } from "./liveness/questions-on-runs.ts";
import { type PropertyFinding, propertyFindingAt } from "./property-finding.ts";
import type { Questions } from "./question.ts";
import { questionsAtPoints } from "./questions-at-points.ts";

/** How a property is handled, whatever its form. */
export interface Form {
  /** What is reported if it never had a case. */
  readonly withoutCase: "has no case" | "is never reached";
  /** The same property, with every answer validated. @param activity is told what it is being asked */
  checked(activity: Activity): Property;
  /** The questions it is asked along a run of a design. @param activity is told what it is being asked */
  questions(model: Model, scope: Scope, activity: Activity): Questions;
  /** What it finds about a history at the point reached. */
  findingOf(played: ReplayPoint): PropertyFinding;
  /** Follows it along a history of a design. */
  along(model: Model, scope: Scope): Along;
}

/** The form of a property. */
export const formOf = memoizeWeakly(
  (property: Property): Form =>
    ofItsForm(property, {
      always: atPoints,
      "on every step": atPoints,
      sometimes: atPoints,
      "on runs": onRuns,
    }),
);

const atPoints = (property: PointProperty): Form => ({
  withoutCase: pointFormOf(property).withoutCase,
  checked: (activity) => checkedProperty(property, activity),
  questions: (model, _, activity) => questionsAtPoints(property, model, activity),
  findingOf: ({ model, scope, point }) => propertyFindingAt(property, model, scope, point()),
  along: (model, scope) => new AlongPoints(property, model, scope),
});

const onRuns = (property: OnRuns): Form => ({
  withoutCase: "has no case",
  checked: (activity) => checkedOnRuns(property, activity),
  questions: (model, scope, activity) => questionsOnRuns(property, model, scope, activity),
  findingOf: (played) => findingOfRun(property, played),
  along: () => new AlongRun(property),
});
