/**
 * Named objects: where a search that does not fit into memory keeps what it knows, and what its jobs read and write. A folder is one place, a server
 * on the network another (test/objects/laws.ts says what each has to do).
 *
 * A name is some words with slashes between them, such as `first/level-3/run-2`: letters, digits, `-`, `_` and `.`, which no word begins with.
 */
export interface Objects {
  /**
   * Writes an object, whole or not at all, in the place of one that has the name: whoever reads meanwhile sees all of one or all of the other. So a job
   * that is done twice writes the same twice.
   *
   * @param lasting whether it outlasts a loss of power once this returns; without it, only the end of the process
   * @returns how many bytes it takes where it is kept
   */
  put(name: string, bytes: Uint8Array, lasting?: "lasting"): Promise<number>;

  /** All of an object; nothing where there is none. */
  get(name: string): Promise<Uint8Array | undefined>;

  /** The names of all objects that begin so, in the order of their characters. What is being written is not among them. */
  list(prefix: string): Promise<string[]>;

  /** Removes objects; one that is not there is none to remove. */
  remove(names: readonly string[]): Promise<void>;
}

const NAME = /^[A-Za-z0-9_-][A-Za-z0-9._-]*(?:\/[A-Za-z0-9_-][A-Za-z0-9._-]*)*$/;

/** @throws {RangeError} where an object cannot have the name */
export function requireName(name: string): void {
  if (!NAME.test(name)) throw new RangeError(`no object can be called ${JSON.stringify(name)}`);
}

/** That an object is not as it was written. */
export class DamagedObject extends Error {
  readonly object: string;
  /** What is wrong with it, as a part of a sentence. */
  readonly why: string;

  constructor(object: string, why: string) {
    super(`${object} is damaged: ${why}`);
    this.name = "DamagedObject";
    this.object = object;
    this.why = why;
  }
}
