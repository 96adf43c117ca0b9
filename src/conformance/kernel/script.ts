import type { Request } from "../agent/operations.ts";

/** What a request is for. */
export type Purpose =
  /** It carries a step out: where it is refused, the kernel refuses what the model allows. */
  | { readonly is: "step"; readonly what: string }
  /** It tries what the model refuses: what it comes to is only noted. */
  | { readonly is: "attempt"; readonly what: string }
  /** It looks at what has become of the step, or tidies up; what it gives is taken from its place. */
  | { readonly is: "look" };

/** The requests for a few events, to be sent in one go. */
export class Script {
  readonly requests: Request[] = [];
  readonly purposes: Purpose[] = [];

  /** @returns the place of the request in the batch */
  step(what: string, request: Request): number {
    return this.#add({ is: "step", what }, request);
  }

  attempt(what: string, request: Request): number {
    return this.#add({ is: "attempt", what }, request);
  }

  look(request: Request): number {
    return this.#add({ is: "look" }, request);
  }

  #add(purpose: Purpose, request: Request): number {
    this.purposes.push(purpose);
    return this.requests.push(request) - 1;
  }
}
