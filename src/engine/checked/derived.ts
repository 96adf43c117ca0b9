/**
 * An object like another one, but with some parts of its own. It is not a copy of the other's fields, as that may be an instance of a class. Getters run
 * on the other object itself: they may read its private fields, which an object that merely inherits does not have.
 */
export function derived<Base extends object>(base: Base, own: Partial<Base>): Base {
  const made: Base = Object.create(base, Object.getOwnPropertyDescriptors(own));
  for (let at: object | null = base; at !== null && at !== Object.prototype; at = Object.getPrototypeOf(at))
    for (const [name, { get, enumerable }] of Object.entries(Object.getOwnPropertyDescriptors(at)))
      if (get !== undefined && !Object.hasOwn(made, name))
        Object.defineProperty(made, name, {
          get: (): unknown => Reflect.get(base, name),
          enumerable: enumerable === true,
        });
  return made;
}
