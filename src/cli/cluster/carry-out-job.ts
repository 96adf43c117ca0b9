import { relative } from "node:path";
import { setImmediate } from "node:timers/promises";
import { DamagedObject } from "../../objects/objects.ts";
import { printable } from "../../text/printable.ts";
import { isSystemError, whyRefused } from "../files/system-error.ts";
import { findAllAgain } from "../named.ts";
import { EXIT, Problem } from "../problem.ts";
import { noteSources } from "../user/loaded-files.ts";
import { moduleNameOf } from "../user/modules.ts";
import { usersMistake } from "../user/users-mistake.ts";
import type { JobEnvironment } from "./ending.ts";
import type { JobMessage } from "./job-message.ts";
import type { JobOutcome } from "./job-outcome.ts";
import { type Ask, type JobKind, loadJob } from "./jobs.ts";
import { whyDamaged } from "./server-trouble.ts";
import type { Here } from "./sources.ts";
import type { Named } from "./wire.ts";
import { read, write } from "./wire.ts";

/** How often a job reports its progress, and how often it checks whether it is to end. */
const TELL_MILLISECONDS = 1000;
const HEAR_MILLISECONDS = 50;

/** What a job needs besides its `Ask`. */
export interface Surroundings extends Pick<JobEnvironment, "objectsAt"> {
  /** The problem to show if the error is a refusal by the server; `undefined` for any other error. */
  whyRefusedThere(error: unknown): Problem | undefined;
}

/** A flag in shared memory. */
export type Flag = Int32Array<SharedArrayBuffer>;

/**
 * Does a job.
 *
 * @param here where the user's modules are that the job names, if it names any
 * @param isEnding set to 1 to end the job with what was found so far
 * @param tell receives its progress in words, at most once a second
 */
export async function carryOutJob(
  { kind, ask, models, properties }: JobMessage,
  here: Here | undefined,
  isEnding: Flag,
  { objectsAt, whyRefusedThere }: Surroundings,
  tell: (words: string) => void,
): Promise<JobOutcome> {
  try {
    noteSources(here?.madeFrom ?? []);
    const find = (reference: string): string => referenceHere(reference, here);
    const found = await findAllAgain(models.map(find), properties.map(find));
    const named: Named = {
      models: new Map(found.models.map((model, index) => [models[index] ?? "", model])),
      properties: new Map(found.properties.map((property, index) => [properties[index] ?? "", property])),
    };
    // Both sides run the same version, and the kind determines the type of the ask.
    const answer = await answerTo(kind, read(ask, named) as Ask<typeof kind>, isEnding, objectsAt, tell);
    return { answer: write(answer, named).text };
  } catch (error) {
    const { message, hint, exitCode } = whyRefusedThere(error) ?? problemOf(error);
    return { problem: { message: asAsked(message, here), hint, exitCode } };
  }
}

/**
 * The reference that finds a design or a property here: a module that came with the job, otherwise one that comes with nsmodel. A path of the leader's means nothing here, and a file that happens to have it must not be executed.
 *
 * @throws {Problem} if it is neither
 */
function referenceHere(reference: string, here: Here | undefined): string {
  const own = here?.references[reference];
  if (own !== undefined) return own;
  if (moduleNameOf(reference) === undefined) return reference;
  throw new Problem(
    `A job names ${printable(reference)}, which was not sent with it.`,
    undefined,
    EXIT.cannotHere,
  );
}

/** Does a job of the given kind. */
export async function answerTo<Kind extends JobKind>(
  kind: Kind,
  ask: Ask<Kind>,
  isEnding: Flag,
  objectsAt: JobEnvironment["objectsAt"],
  tell: (words: string) => void,
) {
  const asking = new AbortController();
  const interrupted = (): boolean => Atomics.load(isEnding, 0) === 1;
  const listening = setInterval(() => {
    if (interrupted()) asking.abort();
  }, HEAR_MILLISECONDS);
  try {
    const carryOut = await loadJob(kind);
    const run = carryOut(ask, { interrupted, asked: asking.signal, objectsAt });
    let told = performance.now();
    for (;;) {
      const next = await run.next();
      if (next.done) return next.value;
      if (performance.now() - told > TELL_MILLISECONDS) {
        told = performance.now();
        tell(next.value);
      }
      await setImmediate(); // lets asynchronous failures of a user's design or property surface
    }
  } finally {
    clearInterval(listening);
  }
}

/** A message with the paths of the user's files as the leader names them. */
function asAsked(message: string, here: Here | undefined): string {
  return here === undefined ? message : message.replaceAll(`${relative("", here.folder)}/`, "");
}

function problemOf(thrown: unknown): Problem {
  if (thrown instanceof Problem) return thrown;
  if (thrown instanceof DamagedObject) return whyDamaged(thrown);
  if (isSystemError(thrown))
    return new Problem(
      `A worker cannot store what it finds: ${whyRefused(thrown)}.`,
      undefined,
      EXIT.cannotHere,
    );
  try {
    return usersMistake(thrown);
  } catch {
    const trace = thrown instanceof Error ? (thrown.stack ?? thrown.message) : String(thrown);
    return new Problem(
      `Internal error in a worker: this is a bug in nsmodel, not in your request.\n${trace}`,
      undefined,
      EXIT.cannotHere,
    );
  }
}
