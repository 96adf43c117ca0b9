/** Memory that grows in place: shared memory only if there are several threads, as a page may have none. */
export type GrowingBuffer = SharedArrayBuffer | ArrayBuffer;

/** @param most how many bytes it may grow to */
export function growingBuffer(isShared: boolean, bytes: number, most: number): GrowingBuffer {
  const options = { maxByteLength: Math.max(most, bytes) };
  return isShared ? new SharedArrayBuffer(bytes, options) : new ArrayBuffer(bytes, options);
}

/** @throws {RangeError} if it may not grow that much, if it is shared and already larger, or if there is no memory */
export function grow(buffer: GrowingBuffer, bytes: number): void {
  if (buffer instanceof ArrayBuffer) buffer.resize(bytes);
  else buffer.grow(bytes);
}
