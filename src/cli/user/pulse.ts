/** What the main thread tells the thread that watches it, in shared memory. */

/** The indices of the numbers. */
export const PULSE = {
  /** How many questions were asked of designs and properties. */
  questions: 0,
  /** How many turns the event loop has made: in each of them signals are handled. */
  turns: 1,
  /** How many guards are around the work, each of which ends the work by itself if it does not return. */
  guards: 2,
  /** How many writes to standard output and standard error have begun or ended: odd while one is under way. */
  writes: 3,
} as const;

/** The numbers of this thread. */
export const pulse = new Int32Array(
  new SharedArrayBuffer(Object.keys(PULSE).length * Int32Array.BYTES_PER_ELEMENT),
);
