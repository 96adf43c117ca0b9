const known: (readonly Uint8Array[])[] = [];

/** Every order in which so many things, from 0 on, can stand, in lexicographic order. The list is made once for each length. */
export function permutationsOf(length: number): readonly Uint8Array[] {
  known[length] ??= allOrders(Array.from({ length }, (_, thing) => thing)).map((order) =>
    Uint8Array.from(order),
  );
  return known[length];
}

function allOrders(things: readonly number[]): number[][] {
  if (things.length === 0) return [[]];
  return things.flatMap((first) =>
    allOrders(things.filter((thing) => thing !== first)).map((rest) => [first, ...rest]),
  );
}

/** The place of an order in `permutationsOf`. */
export function rankOf(order: Uint8Array): number {
  const length = order.length;
  let rank = 0;
  for (let place = 0; place < length; place++) {
    const thing = order[place] ?? 0;
    let smallerLater = 0;
    for (let later = place + 1; later < length; later++) if ((order[later] ?? 0) < thing) smallerLater++;
    rank = rank * (length - place) + smallerLater;
  }
  return rank;
}
