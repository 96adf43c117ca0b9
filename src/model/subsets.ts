/** Every non-empty subset of some items, in the order of binary numbers in which the first item is the lowest bit. */
export function subsetsOf<Item>(items: readonly Item[]): Item[][] {
  const sets: Item[][] = [];
  for (let bits = 1; bits < 2 ** items.length; bits++) {
    sets.push(items.filter((_, index) => (bits >> index) & 1));
  }
  return sets;
}
