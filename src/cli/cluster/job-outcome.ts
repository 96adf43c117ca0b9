/** The outcome of a job, stored in the server as compressed JSON. */
import { deflateSync, inflateSync } from "node:zlib";
import * as v from "valibot";
import { EXIT } from "../problem.ts";

const OUTCOME = v.union([
  v.object({ answer: v.string() }),
  v.object({
    problem: v.object({ message: v.string(), hint: v.optional(v.string()), exitCode: v.enum(EXIT) }),
  }),
]);

/** The outcome of a job: an answer, as `wire.ts` writes it, or a problem that the user has to fix. */
export type JobOutcome = v.InferOutput<typeof OUTCOME>;

/** An outcome as it is stored in the server. */
export const pack = (outcome: JobOutcome): Buffer => deflateSync(JSON.stringify(outcome));

/** The outcome stored in the server; `undefined` if the bytes are not one. */
export function unpack(bytes: Uint8Array): JobOutcome | undefined {
  let text: string;
  try {
    text = inflateSync(bytes).toString();
  } catch {
    return undefined; // the server holds what somebody else has written
  }
  const parsed = v.safeParse(v.pipe(v.string(), v.parseJson(), OUTCOME), text);
  return parsed.success ? parsed.output : undefined;
}
