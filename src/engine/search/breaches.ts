import type { PointProperty } from "../../model/property.ts";
import { firstAsymmetry } from "./asymmetries.ts";
import type { Findings } from "./findings.ts";
import type { SearchTask } from "./search-task.ts";

/**
 * How many events the shortest history known to break a property has.
 *
 * @param index the place of the property among those of the search
 * @returns nothing where none is known
 */
export function shortestBreach({ breaches }: Pick<Findings, "breaches">, index: number): number | undefined {
  const lengths = breaches.flatMap((ofWorker) => (ofWorker[index] ? [ofWorker[index] - 1] : []));
  return lengths.length === 0 ? undefined : Math.min(...lengths);
}

/**
 * Whether a property was found broken on a level before this one. Some workers may have come further than others, and know of
 * breaches on later ones.
 *
 * @param index the place of the property among those of the search
 */
export function isBrokenBefore(
  { breaches }: Pick<Findings, "breaches">,
  index: number,
  { form }: PointProperty,
  level: number,
): boolean {
  // A world of a level ends a history of as many events, a step from there one of one more.
  const longest = form === "on every step" ? level : level - 1;
  return breaches.some((lengths) => {
    const lengthAndOne = lengths[index] ?? 0;
    return lengthAndOne !== 0 && lengthAndOne - 1 <= longest;
  });
}

/** How long the shortest history is that breaks a property which is symmetric; infinite where none does. */
export function leastBreach({ properties }: SearchTask, findings: Findings): number {
  const lengths = properties.map(({ form }, index) => {
    if (form === "sometimes" || firstAsymmetry(findings, index) !== undefined) return undefined;
    return shortestBreach(findings, index);
  });
  return Math.min(...lengths.map((length) => length ?? Number.POSITIVE_INFINITY));
}
