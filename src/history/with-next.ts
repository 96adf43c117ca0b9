/** Items in order, each with the one after it, if there is one. */
export function* withNext<Item>(items: Iterable<Item>): Generator<{ item: Item; next: Item | undefined }> {
  let held: { readonly item: Item } | undefined;
  for (const next of items) {
    if (held !== undefined) yield { item: held.item, next };
    held = { item: next };
  }
  if (held !== undefined) yield { item: held.item, next: undefined };
}
