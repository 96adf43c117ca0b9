/**
 * The bounds within which a design is explored, as plain data. They stand in every verdict, because a verdict says nothing beyond them. Which bounds there
 * are is for the domain to say (`Domain`).
 */
export type Scope = object;
