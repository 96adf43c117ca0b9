const LONGEST_NAME = 255;

/**
 * N1: a name is 1 to 255 bytes of UTF-8 without `/` and NUL, and neither `.` nor `..`. A text with a lone surrogate
 * has no UTF-8 form, so it is no name.
 */
export function isName(text: string): boolean {
  if (text === "" || text === "." || text === "..") return false;
  if (text.includes("/") || text.includes("\0")) return false;
  return text.isWellFormed() && bytesOfUtf8(text) <= LONGEST_NAME;
}

function bytesOfUtf8(text: string): number {
  let bytes = 0;
  for (const character of text) {
    const code = character.codePointAt(0) ?? 0;
    bytes += code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4;
  }
  return bytes;
}

/** N2: the name of a container that `unshare` makes: `unnamedK` with the lowest K from 1 that no sibling bears. */
export function unnamed(isTaken: (name: string) => boolean): string {
  let k = 1;
  while (isTaken(`unnamed${k}`)) k++;
  return `unnamed${k}`;
}
