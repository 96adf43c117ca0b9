/**
 * Sorted groups as bytes: of each key only what differs from the one before (front coding; Witten, Moffat and Bell, "Managing Gigabytes", 4.1), and numbers in as
 * few pieces of seven bits as they need.
 */
import type { Words } from "../codec/words.ts";
import { type Groups, ONE_STATE } from "./groups.ts";

const MAX_BYTES_OF_NUMBER = 5;

/** How groups are encoded. */
interface Form {
  /** How many words a key takes. */
  readonly width: number;
  /** Whether a group may have more than one state. */
  readonly isFolded: boolean;
}

/** Encodes sorted groups with distinct keys. */
export function encodeGroups({ count, keys, bits }: Groups, { width, isFolded }: Form): Uint8Array {
  const bytes = new Uint8Array((count * (width + 2) + 1) * MAX_BYTES_OF_NUMBER);
  let at = writeNumber(bytes, 0, count);
  for (let group = 0; group < count; group++) {
    const from = group * width;
    let same = 0;
    while (same < width && keys[from + same] === before(keys, from, width, same)) same++;
    at = writeNumber(bytes, at, same);
    for (let word = same; word < width; word++) {
      const [now, last] = [keys[from + word] ?? 0, before(keys, from, width, word)];
      at = writeNumber(bytes, at, word === same ? now - last : now ^ last);
    }
    if (isFolded) at = writeNumber(bytes, at, bits[group] ?? 0);
  }
  return bytes.subarray(0, at);
}

/** A word of the key before the one that begins at `from`; all 0 before the first key. */
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

/** Decodes what `encodeGroups` has encoded in the same form. */
export function decodeGroups(bytes: Uint8Array, { width, isFolded }: Form): Groups {
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
  const bits = new Int32Array(count);
  for (let group = 0; group < count; group++) {
    const from = group * width;
    const same = number();
    for (let word = 0; word < width; word++) {
      const last = before(keys, from, width, word);
      keys[from + word] = word < same ? last : word === same ? last + number() : last ^ number();
    }
    bits[group] = isFolded ? number() : ONE_STATE;
  }
  return { count, keys, bits };
}
