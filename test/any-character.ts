import fc, { type Arbitrary } from "fast-check";

/** Halves of surrogate pairs, which are no characters. */
const HALVES = { first: 0xd800, last: 0xdfff } as const;
const HOW_MANY = HALVES.last - HALVES.first + 1;
const LARGEST = 0x10ffff;

/**
 * Any character that UTF-8 can write, for `fc.string({ unit: anyCharacter })`. The unit `binary` of fast-check has the same ones, and takes more than a second to make a
 * table of all of them.
 */
export const anyCharacter: Arbitrary<string> = fc
  .nat({ max: LARGEST - HOW_MANY })
  .map((place) => String.fromCodePoint(place < HALVES.first ? place : place + HOW_MANY), placeOf);

/** Which one it is, so that texts with a meaning of their own, such as `__proto__`, are drawn too. @throws where it is no such character */
function placeOf(character: unknown): number {
  const code = typeof character === "string" ? character.codePointAt(0) : undefined;
  const isOne = code !== undefined && String.fromCodePoint(code) === character;
  if (!isOne || (code >= HALVES.first && code <= HALVES.last)) throw new TypeError("no character");
  return code < HALVES.first ? code : code - HOW_MANY;
}
