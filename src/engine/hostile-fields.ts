import fc, { type Arbitrary } from "fast-check";
import { KINDS } from "../model/kind.ts";
import { LARGEST_NUMBER, type TaskNumber, taskNumber } from "../model/numbers.ts";
import type { OperationFields } from "../model/operation.ts";
import type { Scope } from "../model/scope.ts";
import { imageNames } from "../world/what-to-try.ts";

/** No names by N1: they mean something else in a path. */
export const BAD_NAMES: readonly string[] = ["", ".", "..", "a/b", "/a", "a\0b"];

/** No names by N1: too long by one byte. */
export const LONG_NAMES: readonly string[] = ["x".repeat(256), "é".repeat(128)];

/** Names that a cgroup has files of, in version 2 or 1: a directory can have some of them, and none of others. */
export const KERNEL_FILES: readonly string[] = ["cgroup.procs", "cgroup.kill", "tasks"];

/** Names that programs stumble over: as long as can be, not ASCII, with meaning to a shell, a path or JavaScript. */
export const ODD_NAMES: readonly string[] = [
  "...",
  " ",
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
  "é".repeat(127),
];

/** The first names that N2 gives, in order. */
export const SIMPLE_NAMES: readonly string[] = ["unnamed1", "unnamed2", "unnamed3"];

const TRICKY_NAMES = [...BAD_NAMES, ...LONG_NAMES, ...KERNEL_FILES, ...ODD_NAMES, "A", "UNNAMED1"];

const SURROGATES = { first: 0xd800, count: 0x800 };

/** Any character that UTF-8 can write. (The unit "binary" of fast-check lists all million of them first, which takes a second.) */
const ANY_CHARACTER = fc
  .nat({ max: 0x10ffff - SURROGATES.count })
  .map((code) => String.fromCodePoint(code < SURROGATES.first ? code : code + SURROGATES.count));

/** Names of containers: sensible ones, tricky ones, and any text that UTF-8 can write. */
export function hostileName(scope: Scope): Arbitrary<string> {
  return fc.oneof(
    fc.constantFrom(...SIMPLE_NAMES, ...scope.names),
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
