import type { ToldProblem } from "../search-threads.ts";
import type { JobKind } from "./jobs.ts";

/** A job as it stands in the queue. */
export interface JobMessage {
  readonly kind: JobKind;
  /** The run of the leader that asks for it. */
  readonly run: string;
  /** The ask, as `wire.ts` writes it, and the designs and properties that are named in it. */
  readonly ask: string;
  readonly models: readonly string[];
  readonly properties: readonly string[];
  /** Where modules of the user's are, by their digest; nothing where there are none. */
  readonly sources: string | undefined;
}

/** What came of a job: an answer, as `wire.ts` writes it, or what the user has to mend. */
export type JobOutcome = { readonly answer: string } | { readonly problem: ToldProblem };
