/** The result of an assertion. */
export interface Judgement {
  /** `undecided`: a bound was met first, the property has nothing to say in this scope, or this machine cannot tell. */
  readonly verdict: "holds" | "fails" | "undecided";
  /** Why, as the corresponding command says it, on several lines. */
  readonly message: string;
}
