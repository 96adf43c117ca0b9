/** Whether bytes of a path were no UTF-8: Node reads each as U+FFFD, and finds nothing by such a path, unless that very character is in the name. */
export const mayBeNoUtf8 = (path: string): boolean => path.includes("\uFFFD");

/** That bytes are no text. */
export class NoUtf8 extends Error {
  override name = "NoUtf8";
}

/** The text that bytes are in UTF-8, without a byte order mark taken off. @throws {NoUtf8} where they are none */
export function textOf(bytes: Uint8Array): string {
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch (error) {
    if (error instanceof TypeError) throw new NoUtf8("this is not UTF-8");
    throw error;
  }
}

/** What is said of such a path at which nothing is found. */
export const NO_UTF8 = "its name is not UTF-8, and nsmodel opens no other: rename it";
