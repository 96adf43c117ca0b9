import type { ContainerModel } from "../container-model.ts";
import type { Situation } from "./situations.ts";

/**
 * The fields of a world that are there for the properties alone: ghosts, which no operation reads (semantics.md, "Words"). A kernel would not
 * have them, so they cost nothing. A list is a ghost if emptying it changes neither the outcome of any measured call nor the
 * rest of the world after it.
 */
export function ghostsOf(model: ContainerModel, situations: readonly Situation[]): ReadonlySet<string> {
  const [{ world, scope } = { world: {}, scope: undefined }] = situations;
  if (scope === undefined) return new Set();
  const shape = model.shape(scope);
  const lists = shape.is === "record" ? Object.entries(shape.fields) : [];
  const candidates = lists.filter(([key, field]) => field.is === "list" && !isEmpty(world, key));
  const ghosts = candidates.filter(([key]) => situations.every((one) => !matters(model, one, key)));
  return new Set(ghosts.map(([key]) => key));
}

/** Whether what a call does depends on what a field of the world holds. */
function matters(model: ContainerModel, { world, operation, scope }: Situation, field: string): boolean {
  const whole = { ...structuredClone(world) };
  const emptied = { ...structuredClone(world), [field]: [] };
  const outcomes = [whole, emptied].map((one) => model.apply(one, operation, scope));
  const [one, other] = [whole, emptied].map((after) => JSON.stringify({ ...after, [field]: [] }));
  return outcomes[0] !== outcomes[1] || one !== other;
}

function isEmpty(world: object, key: string): boolean {
  const found: unknown = Object.entries(world).find(([name]) => name === key)?.[1];
  return !Array.isArray(found) || found.length === 0;
}
