/** What a request to the agent is for. */
export type Purpose =
  /** It changes something: a call that a manager makes, or a task for it. */
  | { readonly is: "step"; readonly what: string }
  /** It looks at what there is, or tidies up. */
  | { readonly is: "look" };

export const LOOK: Purpose = { is: "look" };
