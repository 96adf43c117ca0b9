/** Whether a path may have had bytes that are not UTF-8: Node reads those as U+FFFD, and finds nothing there unless the name has that very character. */
export const mayBeNoUtf8 = (path: string): boolean => path.includes("\uFFFD");

/** Thrown if bytes are not UTF-8. */
export class NoUtf8 extends Error {
  override name = "NoUtf8";
}

/** Decodes UTF-8; a byte order mark stays. @throws {NoUtf8} if the bytes are not UTF-8 */
export function textOf(bytes: Uint8Array): string {
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch (error) {
    if (error instanceof TypeError) throw new NoUtf8("this is not UTF-8");
    throw error;
  }
}

/** The message for such a path if nothing is found at it. */
export const NO_UTF8 = "its name is not UTF-8, which nsmodel cannot open: rename it";
