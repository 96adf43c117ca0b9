/** Every non-empty set of some items, counted up as binary numbers, the first item the lowest bit. */
export function subsetsOf<Item>(items: readonly Item[]): Item[][] {
  const sets: Item[][] = [];
  for (let bits = 1; bits < 2 ** items.length; bits++) {
    sets.push(items.filter((_, index) => (bits >> index) & 1));
  }
  return sets;
}
