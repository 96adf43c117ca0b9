import fc, { type Arbitrary } from "fast-check";
import { KINDS } from "../model/kind.ts";
import { LARGEST_NUMBER, type TaskNumber, taskNumber } from "../model/numbers.ts";
import type { OperationFields } from "../model/operation.ts";
import type { Scope } from "../model/scope.ts";
import { imageNames } from "../world/what-to-try.ts";

/** Names that programs stumble over: too long by one, not ASCII, with meaning to a shell, a path or JavaScript. */
const TRICKY_NAMES = [
  "",
  ".",
  "..",
  "...",
  " ",
  "a/b",
  "a\0b",
  "-rf",
  "*",
  "unnamed0",
  "unnamed01",
  "é",
  "e\u0301",
  "日本語",
  "\u{1f4e6}",
  "\u202eevil",
  "x\ny",
  "__proto__",
  "constructor",
  "x".repeat(255),
  "x".repeat(256),
  "é".repeat(127),
  "é".repeat(128),
];

const SURROGATES = { first: 0xd800, count: 0x800 };

/** Any character that UTF-8 can write. (The unit "binary" of fast-check lists all million of them first, which takes a second.) */
const ANY_CHARACTER = fc
  .nat({ max: 0x10ffff - SURROGATES.count })
  .map((code) => String.fromCodePoint(code < SURROGATES.first ? code : code + SURROGATES.count));

/** Names of containers: sensible ones, tricky ones, and any text that UTF-8 can write. */
export function hostileName(scope: Scope): Arbitrary<string> {
  return fc.oneof(
    fc.constantFrom("unnamed1", "unnamed2", ...scope.names),
    { weight: 2, arbitrary: fc.constantFrom(...TRICKY_NAMES) },
    fc.string({ unit: ANY_CHARACTER, maxLength: 8 }),
  );
}

/** Paths: names between slashes, with `.`, `..`, empty components, and with or without a slash at either end. */
export function hostilePath(scope: Scope): Arbitrary<string> {
  const component = fc.oneof({ weight: 3, arbitrary: hostileName(scope) }, fc.constantFrom("", ".", ".."));
  const components = fc.array(component, { maxLength: 5 });
  return fc.oneof(
    components.map((parts) => `/${parts.join("/")}`),
    components.map((parts) => parts.join("/")),
  );
}

/** Tasks that may live, may have died, or were never there. */
export function hostileTask(scope: Scope): Arbitrary<TaskNumber> {
  return fc
    .oneof(
      fc.integer({ min: 1, max: Math.min(scope.tasks + 2, LARGEST_NUMBER) }),
      fc.constant(LARGEST_NUMBER),
    )
    .map(taskNumber);
}

/** A value for every field that an operation can have. */
export function hostileFields(scope: Scope): Arbitrary<OperationFields> {
  const image = fc.oneof(fc.constantFrom("image1", ...imageNames(scope)), hostileName(scope));
  return fc.record({
    path: hostilePath(scope),
    name: hostileName(scope),
    image,
    kinds: fc.subarray([...KINDS]),
  });
}
