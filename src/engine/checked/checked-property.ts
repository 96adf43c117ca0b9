import type { Finding, PointProperty } from "../../model/property.ts";
import { pointFormOf } from "../forms/form-of.ts";
import type { Asking } from "../forms/point-form.ts";
import { Activity } from "./activity.ts";
import { derived } from "./derived.ts";
import { flawOfFinding } from "./flaw-of-finding.ts";
import { frozen } from "./frozen.ts";
import { Mistake } from "./mistake.ts";

/** One question in this many is asked twice. */
const ONE_IN = 16;

/**
 * A property whose every finding is checked, however it is asked, and some are asked for twice. The scope that it is given cannot be
 * changed.
 *
 * @param activity is told what the property is asked
 * @returns the same property otherwise. Its check throws a `Mistake` if a finding is not allowed
 */
export function checkedProperty(property: PointProperty, activity: Activity = new Activity()): PointProperty {
  const answers = { check: checkOf(property, activity), ...outOfScopeOf(property) };
  return derived(property, answers);
}

function checkOf(property: PointProperty, activity: Activity): PointProperty["check"] {
  let questions = 0;
  const ask: Asking = (check, step) => {
    const doing = {
      what: `check() of ${property.name}`,
      operation: step?.operation,
      isPast: step !== undefined,
    };
    const finding = activity.during(doing, check);
    const flaw = flawOfFinding(property, finding);
    if (flaw !== undefined) throw new Mistake(flaw);
    if (questions++ % ONE_IN === 0) refuseOther(finding, activity.during(doing, check));
    return finding;
  };
  return pointFormOf(property).checkedBy(ask, frozen);
}

function outOfScopeOf(property: PointProperty): Pick<PointProperty, "outOfScope"> {
  if (property.outOfScope === undefined) return {};
  return {
    outOfScope: (scope) => {
      const why: unknown = property.outOfScope?.(frozen(scope));
      if (why === undefined || (typeof why === "string" && why.trim() !== "")) return why;
      throw new Mistake(
        `outOfScope() returns ${JSON.stringify(why)}: it must return a text that says why the property is meaningless in the scope, or undefined`,
      );
    },
  };
}

function refuseOther(first: Finding, second: Finding): void {
  const [one, other] = [first, second].map((finding) => JSON.stringify(finding));
  if (one !== other)
    throw new Mistake(
      `check() finds ${one}, but ${other} when asked again at once: it must keep nothing between calls and use neither randomness nor a clock`,
    );
}
