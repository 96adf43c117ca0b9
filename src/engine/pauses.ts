/** For how many milliseconds work may go on before it gives way, so that limits of time are kept and signals are heard. */
const AT_A_STRETCH = 20;

/** Of so many tiny pieces of work one looks at the clock. */
const MANY = 1024;

/** Says when work that goes in small pieces is to give way. */
export class Pauses {
  #since = performance.now();
  #pieces = 0;

  /** Takes a pause where one is due. @returns whether it is: then the caller gives way */
  takeOne(): boolean {
    const now = performance.now();
    if (now - this.#since < AT_A_STRETCH) return false;
    this.#since = now;
    return true;
  }

  /** The same, for pieces so small that to look at the clock takes longer. */
  takeOneInMany(): boolean {
    return ++this.#pieces % MANY === 0 && this.takeOne();
  }
}
