import type { Entry } from "../../history/entry.ts";
import type { Model } from "../../model/model.ts";
import type { Operation } from "../../model/operation.ts";
import type { Scope } from "../../model/scope.ts";
import { carryOut } from "../carry-out.ts";

/** Records a history: the outcome of each call and, after each call that changes what can be seen and at the end, all that can be expected of the world. */
export function recorded(model: Model, scope: Scope, operations: readonly Operation[]): Entry[] {
  const { observations, expectations } = model.domain;
  const world = model.initial(scope);
  const entries: Entry[] = [];
  let picture = observations.picture(model.observe(world, scope), scope);
  for (const [index, operation] of operations.entries()) {
    const outcome = carryOut(model, world, operation, scope);
    entries.push({ event: { operation, outcome } });
    const shown = model.observe(world, scope);
    const before = picture;
    picture = observations.picture(shown, scope);
    if (picture !== before || index === operations.length - 1)
      entries.push({ expectation: { ...expectations.all(shown, scope) } });
  }
  return entries;
}
