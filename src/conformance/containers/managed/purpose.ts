/** What a request to the agent is for. */
export type Purpose =
  /** It changes something: a call made by a manager, or by a task on its behalf. */
  | { readonly is: "step"; readonly what: string }
  /** It only looks, or tidies up. */
  | { readonly is: "look" };

export const LOOK: Purpose = { is: "look" };
