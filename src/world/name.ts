const LONGEST_NAME = 255;
const SLASH = 0x2f;
const NUL = 0;

/**
 * N1: a name is 1 to 255 bytes of UTF-8 without `/` and NUL, and neither `.` nor `..`. A string with a lone surrogate
 * has no UTF-8 form, so it is no name.
 */
export function isName(text: string): boolean {
  if (text === "" || text === "." || text === "..") return false;
  let bytes = 0;
  for (let place = 0; place < text.length; ) {
    const code = text.codePointAt(place) ?? 0;
    if (code === SLASH || code === NUL || isLoneSurrogate(code)) return false;
    bytes += code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4;
    place += code < 0x10000 ? 1 : 2;
  }
  return bytes <= LONGEST_NAME;
}

/** A pair of surrogates is read as one code point, so any surrogate seen is a lone one. */
function isLoneSurrogate(code: number): boolean {
  return code >= 0xd800 && code < 0xe000;
}

/** N2: the name of a container that `unshare` makes: `unnamedK` with the lowest K from 1 that no sibling has. */
export function unnamed(isTaken: (name: string) => boolean): string {
  let k = 1;
  while (isTaken(unnamedK(k))) k++;
  return unnamedK(k);
}

/** The first names by N2, made in advance: a search gives millions of them. */
const FIRST_NAMES: readonly string[] = unnamedNames(16);

function unnamedK(k: number): string {
  return FIRST_NAMES[k - 1] ?? `unnamed${k}`;
}

/** The names that `unshare` can give if there are at most `containers` containers: a new one has one sibling fewer at most. */
export function unnamedNames(containers: number): string[] {
  return Array.from({ length: containers }, (_, index) => `unnamed${index + 1}`);
}
