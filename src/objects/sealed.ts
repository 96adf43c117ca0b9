import { createHash } from "node:crypto";
import { deflateRawSync, inflateRawSync } from "node:zlib";
import { DamagedObject, type Objects } from "./objects.ts";

/** An object begins with these bytes, then a checksum of its name, the owner's mark, and all that follows. */
const BEGINNING = Uint8Array.from(Buffer.from("nsm1"));
const CHECKSUM_BYTES = 16;
const HEADER_BYTES = BEGINNING.length + CHECKSUM_BYTES;
/** The fastest: sorted states, each written as its difference from the one before, still shrink to a tenth (docs/scale.md). */
const LEVEL = 1;

/**
 * Compresses and seals objects, wherever they are kept. An object is rejected if a bit has changed or the end is missing, and if it
 * was written under another name or with the mark of another search.
 *
 * `get` then fails with a `DamagedObject`.
 */
export class SealedObjects implements Objects {
  readonly #kept: Objects;
  readonly #mark: string;

  /**
   * @param kept where the sealed objects are kept
   * @param mark says to which search they belong; each has its own
   */
  constructor(kept: Objects, mark: string) {
    this.#kept = kept;
    this.#mark = mark;
  }

  put(name: string, bytes: Uint8Array, lasting?: "lasting"): Promise<number> {
    const deflated = deflateRawSync(bytes, { level: LEVEL });
    const sealed = Buffer.concat([BEGINNING, this.#checksumOf(name, deflated), deflated]);
    return this.#kept.put(name, sealed, lasting);
  }

  async get(name: string): Promise<Uint8Array | undefined> {
    const sealed = await this.#kept.get(name);
    return sealed && this.#opened(name, sealed);
  }

  list(prefix: string): Promise<string[]> {
    return this.#kept.list(prefix);
  }

  remove(names: readonly string[]): Promise<void> {
    return this.#kept.remove(names);
  }

  /** @throws {DamagedObject} if it is not as it was sealed */
  #opened(name: string, sealed: Uint8Array): Uint8Array {
    if (sealed.length < HEADER_BYTES) throw new DamagedObject(name, "it ends too early");
    if (!BEGINNING.every((byte, at) => sealed[at] === byte))
      throw new DamagedObject(name, "it does not begin as it should");
    const deflated = sealed.subarray(HEADER_BYTES);
    const checksum = sealed.subarray(BEGINNING.length, HEADER_BYTES);
    if (!this.#checksumOf(name, deflated).every((byte, at) => checksum[at] === byte))
      throw new DamagedObject(name, "its checksum is wrong");
    return inflateRawSync(deflated);
  }

  #checksumOf(name: string, bytes: Uint8Array): Uint8Array {
    // A name has no line feed.
    const hash = createHash("sha256").update(`${name}\n${this.#mark}\n`).update(bytes);
    return hash.digest().subarray(0, CHECKSUM_BYTES);
  }
}
