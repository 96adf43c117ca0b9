/**
 * Named objects, in which a search that does not fit into memory keeps what it knows, and which its jobs read and write. They may be kept in a folder or
 * on a server (test/objects/laws.ts says what each implementation must do).
 *
 * A name is words separated by slashes, such as `first/level-3/run-2`, of letters, digits, `-`, `_` and `.`; no word begins with `.`.
 */
export interface Objects {
  /**
   * Writes an object atomically, in place of any with the same name: a concurrent reader sees all of the old one or all of the new one. So a job may be
   * done twice: it writes the same again.
   *
   * @param lasting if given, the object survives a loss of power once this returns; otherwise only the end of the process
   * @returns how many bytes it takes as it is stored
   */
  put(name: string, bytes: Uint8Array, lasting?: "lasting"): Promise<number>;

  /** The whole object, or `undefined` if there is none. */
  get(name: string): Promise<Uint8Array | undefined>;

  /** The names of all objects that begin with a prefix, sorted by character. What is still being written is not among them. */
  list(prefix: string): Promise<string[]>;

  /** Removes objects; those that do not exist are ignored. */
  remove(names: readonly string[]): Promise<void>;
}

const NAME = /^[A-Za-z0-9_-][A-Za-z0-9._-]*(?:\/[A-Za-z0-9_-][A-Za-z0-9._-]*)*$/;

/** @throws {RangeError} if no object can have the name */
export function requireName(name: string): void {
  if (!NAME.test(name)) throw new RangeError(`no object can be called ${JSON.stringify(name)}`);
}

/** Thrown if an object is not as it was written. */
export class DamagedObject extends Error {
  readonly object: string;
  /** What is wrong with it, as part of a sentence. */
  readonly why: string;

  constructor(object: string, why: string) {
    super(`${object} is damaged: ${why}`);
    this.name = "DamagedObject";
    this.object = object;
    this.why = why;
  }
}
