/**
 * The bounds within which a design is explored, as plain data. Every verdict states them, because it says nothing beyond them. The domain defines which
 * bounds there are (`Domain`).
 */
export type Scope = object;
