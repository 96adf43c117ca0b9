import { fieldOf } from "../model/field-of.ts";
import type { Model } from "../model/model.ts";
import type { Finding, PointProperty } from "../model/property.ts";
import type { Activity } from "./checked/activity.ts";
import { flawOfFinding } from "./checked/flaw-of-finding.ts";
import { findingAt } from "./forms/form-of.ts";
import type { Questions } from "./question.ts";

/** The question asked of a property that is checked at points: what it finds there. */
export function questionsAtPoints(property: PointProperty, model: Model, activity: Activity): Questions {
  return (point) => {
    const doing = { what: `check() of ${property.name}`, operation: point.step?.operation };
    let finding: Finding = "no case";
    return [
      {
        of: "check()",
        ask(scope) {
          finding = activity.during(doing, () => findingAt(property, point, scope));
          return finding;
        },
        flawOf: (answer) => flawOfFinding(property, answer) ?? flawOfCall(finding, model),
      },
    ];
  };
}

/** The call that shows a breach is carried out later, so the design has to have it. */
function flawOfCall(finding: Finding, model: Model): string | undefined {
  if (typeof finding === "string" || finding.call === undefined) return undefined;
  const { call } = finding;
  const fields = model.calls[call.op];
  if (fields === undefined)
    return `check() returns call: ${JSON.stringify(call)}, but ${model.name} has no call ${call.op}`;
  const lacking = fields.find(
    (field) => call[field] === undefined && !fieldOf(model, call.op, field).isOptional,
  );
  return lacking && `check() returns call: ${JSON.stringify(call)}, which lacks the field ${lacking}`;
}
