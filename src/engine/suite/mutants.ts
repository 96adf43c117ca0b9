import type { Model } from "../../model/model.ts";
import { inOtherOrder, leftOut, type Mutant, withOtherErrno, withoutEffect, withoutPart } from "./mutant.ts";
import type { ReachedRule } from "./reached.ts";
import { outcomeOf } from "./step.ts";

/** The mutants of a rule that applies somewhere. */
export function mutantsOf(model: Model, reached: ReachedRule): Mutant[] {
  const { op, rule } = reached;
  const classes = [undefined, ...classesApart(reached)];
  if (rule === "ok")
    return [
      ...classes.map((within) => withoutEffect(op, within)),
      ...[...reached.parts.keys()].sort().map((part) => withoutPart(op, part)),
    ];
  const others = [...reached.others].filter((other) => outcomeOf(model, other) !== outcomeOf(model, rule));
  return [
    withOtherErrno(model, op, rule),
    ...classes.map((within) => leftOut(model, op, rule, within)),
    ...others.sort().map((other) => inOtherOrder(model, op, rule, other)),
  ];
}

/** The classes to which some of the calls belong, but not all. */
function classesApart({ places, classes }: ReachedRule): string[] {
  return [...classes]
    .filter(([, howMany]) => howMany < places.length)
    .map(([name]) => name)
    .sort();
}
