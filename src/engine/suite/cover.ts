/**
 * Chooses a small number of sets that together have every item that any set has: greedily the one that adds most, the first if there are several;
 * then those whose every item another chosen one has are left out.
 *
 * @param sets the items of each, as numbers
 * @returns the indexes of those chosen, in order
 */
export function cover(sets: readonly ReadonlySet<number>[]): number[] {
  const left = new Set(sets.flatMap((set) => [...set]));
  const chosen: number[] = [];
  while (left.size > 0) {
    const gains = sets.map((set) => [...set].filter((item) => left.has(item)).length);
    const best = gains.indexOf(Math.max(...gains));
    chosen.push(best);
    for (const item of sets[best] ?? []) left.delete(item);
  }
  return withoutSuperfluous(sets, chosen).sort((one, other) => one - other);
}

function withoutSuperfluous(sets: readonly ReadonlySet<number>[], chosen: readonly number[]): number[] {
  const counts = new Map<number, number>();
  const add = (place: number, by: number): void => {
    for (const item of sets[place] ?? []) counts.set(item, (counts.get(item) ?? 0) + by);
  };
  for (const place of chosen) add(place, 1);
  // The first one chosen has most items, and is the last to be left out.
  return chosen.toReversed().filter((place) => {
    const isNeeded = [...(sets[place] ?? [])].some((item) => counts.get(item) === 1);
    if (!isNeeded) add(place, -1);
    return isNeeded;
  });
}
