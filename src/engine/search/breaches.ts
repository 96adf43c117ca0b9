import type { PointProperty } from "../../model/property.ts";
import { pointFormOf } from "../forms/form-of.ts";
import { firstAsymmetry } from "./asymmetries.ts";
import type { Findings } from "./findings.ts";
import type { SearchTask } from "./search-task.ts";

/**
 * How many events the shortest history known to settle a property has.
 *
 * @param index the place of the property among those of the search
 * @returns `undefined` if none is known
 */
export function shortestBreach({ breaches }: Pick<Findings, "breaches">, index: number): number | undefined {
  const lengths = breaches.flatMap((ofWorker) => (ofWorker[index] ? [ofWorker[index] - 1] : []));
  return lengths.length === 0 ? undefined : Math.min(...lengths);
}

/**
 * Whether there is anything left to find out about a property on a level. Some workers may be further ahead than others, and know of histories
 * that settle it on later levels.
 *
 * @param index the place of the property among those of the search
 */
export function isLeftOpen(
  { breaches }: Pick<Findings, "breaches">,
  index: number,
  property: PointProperty,
  level: number,
): boolean {
  const form = pointFormOf(property);
  return breaches.every((lengths) => {
    const lengthAndOne = lengths[index] ?? 0;
    return lengthAndOne === 0 || form.isOpenOn(level, lengthAndOne - 1);
  });
}

/** The length of the shortest history that breaks a symmetric property; infinite if there is none. */
export function leastBreach({ properties }: Pick<SearchTask, "properties">, findings: Findings): number {
  const lengths = properties.map((property, index) => {
    if (pointFormOf(property).settled !== "broken" || firstAsymmetry(findings, index) !== undefined)
      return undefined;
    return shortestBreach(findings, index);
  });
  return Math.min(...lengths.map((length) => length ?? Number.POSITIVE_INFINITY));
}
