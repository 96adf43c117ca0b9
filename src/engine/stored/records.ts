/**
 * Keys in order as bytes: of each only what is not as in the one before (front coding; Witten, Moffat and Bell, "Managing Gigabytes", 4.1), numbers in as
 * few groups of seven bits as they need.
 */
import type { Words } from "../codec/words.ts";

/** Some keys, one after another, and for each the operation that leads there where that is told. */
export interface Records {
  readonly count: number;
  readonly keys: Words;
  readonly operations: Uint16Array | undefined;
}

const MOST_BYTES_OF_NUMBER = 5;

/** Keys in order, each once, as bytes. @param width how many words a key takes */
export function encodeRecords({ count, keys, operations }: Records, width: number): Uint8Array {
  const bytes = new Uint8Array((count * (width + 2) + 1) * MOST_BYTES_OF_NUMBER);
  let at = writeNumber(bytes, 0, count);
  for (let record = 0; record < count; record++) {
    const from = record * width;
    let same = 0;
    while (same < width && keys[from + same] === before(keys, from, width, same)) same++;
    at = writeNumber(bytes, at, same);
    for (let word = same; word < width; word++) {
      const [now, last] = [keys[from + word] ?? 0, before(keys, from, width, word)];
      at = writeNumber(bytes, at, word === same ? now - last : now ^ last);
    }
    if (operations !== undefined) at = writeNumber(bytes, at, operations[record] ?? 0);
  }
  return bytes.subarray(0, at);
}

/** A word of the key before the one that begins at `from`. Before the first one all are 0. */
function before(keys: Words, from: number, width: number, word: number): number {
  return from === 0 ? 0 : (keys[from - width + word] ?? 0);
}

function writeNumber(bytes: Uint8Array, from: number, number: number): number {
  let left = number >>> 0;
  let at = from;
  for (; left > 127; left >>>= 7) bytes[at++] = (left & 127) | 128;
  bytes[at++] = left;
  return at;
}

/** The keys that were encoded. @param hasOperations whether operations were, too */
export function decodeRecords(bytes: Uint8Array, width: number, hasOperations: boolean): Records {
  let at = 0;
  const number = (): number => {
    let value = 0;
    for (let shift = 0; ; shift += 7) {
      const byte = bytes[at++] ?? 0;
      value |= (byte & 127) << shift;
      if (byte < 128) return value;
    }
  };
  const count = number();
  const keys = new Int32Array(count * width);
  const operations = hasOperations ? new Uint16Array(count) : undefined;
  for (let record = 0; record < count; record++) {
    const from = record * width;
    const same = number();
    for (let word = 0; word < width; word++) {
      const last = before(keys, from, width, word);
      keys[from + word] = word < same ? last : word === same ? last + number() : last ^ number();
    }
    if (operations !== undefined) operations[record] = number();
  }
  return { count, keys, operations };
}
