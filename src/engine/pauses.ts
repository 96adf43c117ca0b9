/** How long work may run before it yields, in milliseconds, so that time limits are kept and signals are handled. */
const MILLISECONDS_BETWEEN_PAUSES = 20;

/** The clock is read once in this many tiny pieces of work. */
const MANY = 1024;

/** Says when work done in small pieces has to yield. */
export class Pauses {
  #since = performance.now();
  #pieces = 0;

  /** Takes a pause if one is due. @returns whether it is; the caller then yields */
  takeOne(): boolean {
    const now = performance.now();
    if (now - this.#since < MILLISECONDS_BETWEEN_PAUSES) return false;
    this.#since = now;
    return true;
  }

  /** The same, for pieces so small that reading the clock takes longer. */
  takeOneInMany(): boolean {
    return ++this.#pieces % MANY === 0 && this.takeOne();
  }
}
