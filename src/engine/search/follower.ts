import { Barrier } from "./barrier.ts";
import { failureAsBytes, failureFromBytes } from "./failure-as-bytes.ts";
import { CONTROL, type SharedMemory, STOP } from "./shared-memory.ts";

/**
 * Does the work of one of the workers besides the leader. If it fails, it stops the search, says why in the shared memory, and keeps arriving
 * at each barrier, if the leader waits for it there.
 */
export function workInSteps(memory: SharedMemory, work: () => Generator<void>): void {
  try {
    run(work());
  } catch (error) {
    fail(memory, error);
  }
}

/**
 * The same, pausing now and then so that anything else that a design or a property has started shows: a rejected promise, an error in a
 * timer.
 */
export async function workWithPauses(
  memory: SharedMemory,
  work: () => Generator<void>,
  pause: () => Promise<void>,
): Promise<void> {
  try {
    let paused = performance.now();
    for (const _ of work()) {
      if (performance.now() - paused < MILLISECONDS_BETWEEN_PAUSES) continue;
      await pause();
      paused = performance.now();
    }
  } catch (error) {
    fail(memory, error);
  }
}

const MILLISECONDS_BETWEEN_PAUSES = 100;

function fail(memory: SharedMemory, error: unknown): void {
  tellFailure(memory, error);
  const barrier = new Barrier(memory.control);
  const isWaitedFor = Atomics.load(memory.control, CONTROL.workers) > 1;
  while (isWaitedFor && Atomics.load(memory.control, CONTROL.isDone) === 0) run(barrier.follow());
}

function run(steps: Generator<void>): void {
  while (!steps.next().done);
}

/** Keeps the first failure. */
function tellFailure({ control, failure }: SharedMemory, error: unknown): void {
  if (Atomics.exchange(control, CONTROL.stop, STOP.failure) === STOP.failure) return;
  failure.set(failureAsBytes(error, failure.length));
}

/** What a follower failed with, or `undefined` if none did. */
export function failureIn({ control, failure }: SharedMemory): Error | undefined {
  if (Atomics.load(control, CONTROL.stop) !== STOP.failure) return undefined;
  return failureFromBytes(failure.slice()); // a copy, as a decoder does not accept shared memory
}
