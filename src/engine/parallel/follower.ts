import { Rendezvous } from "./rendezvous.ts";
import { CONTROL, type SharedMemory, STOP } from "./shared-memory.ts";

/**
 * Does the work of one of the workers besides the leader. Where it fails it stops the search, says why in the shared memory, and goes on
 * to come to each rendezvous, if it is one of those that are waited for.
 */
export function workInSteps(memory: SharedMemory, work: () => Generator<void>): void {
  try {
    run(work());
  } catch (error) {
    tellFailure(memory, error);
    const rendezvous = new Rendezvous(memory.control);
    const isWaitedFor = Atomics.load(memory.control, CONTROL.workers) > 1;
    while (isWaitedFor && Atomics.load(memory.control, CONTROL.isDone) === 0) run(rendezvous.follow());
  }
}

function run(steps: Generator<void>): void {
  while (!steps.next().done);
}

/** Keeps the first failure. */
function tellFailure({ control, failure }: SharedMemory, error: unknown): void {
  if (Atomics.exchange(control, CONTROL.stop, STOP.failure) === STOP.failure) return;
  const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
  failure.set(new TextEncoder().encode(text).subarray(0, failure.length));
}

/** What a follower failed with; nothing where none did. */
export function failureIn({ control, failure }: SharedMemory): Error | undefined {
  if (Atomics.load(control, CONTROL.stop) !== STOP.failure) return undefined;
  const end = failure.indexOf(0);
  // A decoder does not take shared memory.
  return new Error(new TextDecoder().decode(failure.slice(0, end === -1 ? failure.length : end)));
}
