/**
 * Chooses sets that together have everything that any of them has, as few as it finds: again and again the one that adds most, of several the
 * first; then those are left out whose every item another chosen one has.
 *
 * @param sets what each has, as numbers
 * @returns the places of those chosen, in order
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
  // What was chosen first has most, and is the last to be left out.
  return chosen.toReversed().filter((place) => {
    const isNeeded = [...(sets[place] ?? [])].some((item) => counts.get(item) === 1);
    if (!isNeeded) add(place, -1);
    return isNeeded;
  });
}
