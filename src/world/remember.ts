/** Beyond so many, what was remembered is forgotten: random runs make texts without end. */
const MOST = 4096;

/** The same function, which works out only once what it gives for a key. It must depend on the key alone. */
export function remember<Key extends string | number, Value>(work: (key: Key) => Value): (key: Key) => Value {
  const known = new Map<Key, Value>();
  return (key) => {
    const before = known.get(key);
    if (before !== undefined) return before;
    if (known.size >= MOST) known.clear();
    const value = work(key);
    known.set(key, value);
    return value;
  };
}

/** As `remember`, for an object that nobody changes, and while it is in use elsewhere. */
export function rememberWeakly<Key extends object, Value>(work: (key: Key) => Value): (key: Key) => Value {
  const known = new WeakMap<Key, Value>();
  return (key) => {
    const before = known.get(key);
    if (before !== undefined) return before;
    const value = work(key);
    known.set(key, value);
    return value;
  };
}
