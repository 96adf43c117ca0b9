/** Memory that grows where it is: shared by threads, or else where there is only one. A page may have no shared memory. */
export type GrowingBuffer = SharedArrayBuffer | ArrayBuffer;

/** @param most how many bytes it may grow to */
export function growingBuffer(isShared: boolean, bytes: number, most: number): GrowingBuffer {
  const options = { maxByteLength: Math.max(most, bytes) };
  return isShared ? new SharedArrayBuffer(bytes, options) : new ArrayBuffer(bytes, options);
}

/** @throws {RangeError} where it may not grow so much, where it is larger already, or where there is no memory */
export function grow(buffer: GrowingBuffer, bytes: number): void {
  if (buffer instanceof ArrayBuffer) buffer.resize(bytes);
  else buffer.grow(bytes);
}
