/** What comes of an assertion. */
export interface Judgement {
  /** `undecided` is neither so nor not so: a bound came first, or the property, in this scope, or this machine has nothing to say. */
  readonly verdict: "holds" | "fails" | "undecided";
  /** Why, in the words of the command that asks the same. It has lines. */
  readonly message: string;
}
