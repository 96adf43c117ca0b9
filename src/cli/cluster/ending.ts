/** How a job hears that it is to end with what it has found so far. */
export interface Ending {
  readonly interrupted: () => boolean;
  readonly asked: AbortSignal;
}
