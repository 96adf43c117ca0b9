import fc, { type Arbitrary } from "fast-check";

/** Halves of surrogate pairs, which are not characters. */
const HALVES = { first: 0xd800, last: 0xdfff } as const;
const HOW_MANY = HALVES.last - HALVES.first + 1;
const LARGEST = 0x10ffff;

/**
 * Any character that UTF-8 can encode, for `fc.string({ unit: anyCharacter })`. The unit `binary` of fast-check has the same ones, but takes more than a second to
 * build a table of them.
 */
export const anyCharacter: Arbitrary<string> = fc
  .nat({ max: LARGEST - HOW_MANY })
  .map((place) => String.fromCodePoint(place < HALVES.first ? place : place + HOW_MANY), placeOf);

/** The place of a character; needed to also draw texts with a special meaning, such as `__proto__`. @throws {TypeError} if it is not such a character */
function placeOf(character: unknown): number {
  const code = typeof character === "string" ? character.codePointAt(0) : undefined;
  const isOne = code !== undefined && String.fromCodePoint(code) === character;
  if (!isOne || (code >= HALVES.first && code <= HALVES.last)) throw new TypeError("no character");
  return code < HALVES.first ? code : code - HOW_MANY;
}
