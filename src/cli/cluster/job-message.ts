import type { JobKind } from "./jobs.ts";

/** A job as it is stored in the queue. */
export interface JobMessage {
  readonly kind: JobKind;
  /** The run of the leader that asks for it. */
  readonly run: string;
  /** The ask, as `wire.ts` writes it, and the designs and properties that are named in it. */
  readonly ask: string;
  readonly models: readonly string[];
  readonly properties: readonly string[];
  /** The digest under which the user's modules are in the server; `undefined` if there are none. */
  readonly sources: string | undefined;
}
