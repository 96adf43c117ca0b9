/** Entries kept before the cache is cleared: random runs make an unlimited number of strings. */
const MAX_VALUES = 4096;

/** Caches the results of a function, which must depend on the key alone. */
export function memoize<Key extends string | number, Value>(work: (key: Key) => Value): (key: Key) => Value {
  const known = new Map<Key, Value>();
  return (key) => {
    const before = known.get(key);
    if (before !== undefined) return before;
    if (known.size >= MAX_VALUES) known.clear();
    const value = work(key);
    known.set(key, value);
    return value;
  };
}

/** Like `memoize`, for objects that never change; a result is kept while its object is in use elsewhere. */
export function memoizeWeakly<Key extends object, Value>(work: (key: Key) => Value): (key: Key) => Value {
  const known = new WeakMap<Key, Value>();
  return (key) => {
    const before = known.get(key);
    if (before !== undefined) return before;
    const value = work(key);
    known.set(key, value);
    return value;
  };
}
