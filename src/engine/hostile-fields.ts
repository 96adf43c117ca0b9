import fc, { type Arbitrary } from "fast-check";
import type { Field } from "../model/field.ts";
import { fieldOf } from "../model/field-of.ts";
import { KINDS } from "../model/kind.ts";
import type { Model } from "../model/model.ts";
import { LARGEST_NUMBER, type TaskNumber, taskNumber } from "../model/numbers.ts";
import type { Scope } from "../model/scope.ts";
import { unreachable } from "../model/unreachable.ts";

/** A value for every field that a design's calls take, by `hostileKey`. */
export type HostileFields = Readonly<Record<string, unknown>>;

/** The key of the value for a field of a call: the field's name, unless the domain gives it a meaning of its own in this call. */
export function hostileKey({ fields, domain }: Model, op: string, name: string): string {
  const isOwn = fields?.[name] === undefined && domain.callFields?.[op]?.[name] !== undefined;
  return isOwn ? `${op} ${name}` : name;
}

/** Not names by N1: they mean something else in a path. */
export const BAD_NAMES: readonly string[] = ["", ".", "..", "a/b", "/a", "a\0b"];

/** Not names by N1: one byte too long. */
export const LONG_NAMES: readonly string[] = ["x".repeat(256), "é".repeat(128)];

/** Names that trip up programs: as long as can be, not ASCII, or with a meaning to a shell, a path or JavaScript. */
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

const TRICKY_NAMES = [...BAD_NAMES, ...LONG_NAMES, ...ODD_NAMES, "A", "UNNAMED1"];

const SURROGATES = { first: 0xd800, count: 0x800 };

/** Any character that UTF-8 can encode. (fast-check's unit "binary" lists all million of them first, which takes a second.) */
const ANY_CHARACTER = fc
  .nat({ max: 0x10ffff - SURROGATES.count })
  .map((code) => String.fromCodePoint(code < SURROGATES.first ? code : code + SURROGATES.count));

/** Names: sensible ones, tricky ones, and any text that UTF-8 can encode. */
function hostileName({ domain }: Model, scope: Scope, field: string): Arbitrary<string> {
  const { names } = domain;
  const likely = names.likely(scope, field);
  if (names.hostile !== undefined) return fc.constantFrom(...likely, ...names.hostile);
  return fc.oneof(
    ...(likely.length > 0 ? [fc.constantFrom(...likely)] : []),
    { weight: 2, arbitrary: fc.constantFrom(...TRICKY_NAMES, ...names.odd) },
    fc.string({ unit: ANY_CHARACTER, maxLength: 8 }),
  );
}

/** Paths: names between slashes, with `.`, `..`, empty components, and with or without a slash at either end. */
function hostilePath(model: Model, scope: Scope): Arbitrary<string> {
  const name = hostileName(model, scope, "name");
  const component = fc.oneof({ weight: 3, arbitrary: name }, fc.constantFrom("", ".", ".."));
  const components = fc.array(component, { maxLength: 5 });
  return fc.oneof(
    components.map((parts) => `/${parts.join("/")}`),
    components.map((parts) => parts.join("/")),
  );
}

/** Tasks that may be alive, may have died, or never existed. */
export function hostileTask({ domain }: Model, scope: Scope): Arbitrary<TaskNumber> {
  return fc
    .oneof(
      fc.integer({ min: 1, max: Math.min(domain.scopes.mostTasks(scope) + 2, LARGEST_NUMBER) }),
      fc.constant(LARGEST_NUMBER),
    )
    .map(taskNumber);
}

/** Each key of hostile fields once, with the field's name and what it holds. */
export function hostileKeys(model: Model): (readonly [key: string, name: string, field: Field])[] {
  const found = new Map<string, readonly [string, string, Field]>();
  for (const [op, names] of Object.entries(model.calls)) {
    for (const name of names) {
      const key = hostileKey(model, op, name);
      if (!found.has(key)) found.set(key, [key, name, fieldOf(model, op, name)]);
    }
  }
  return [...found.values()];
}

/** A value for every field of a design's calls. */
export function hostileFields(model: Model, scope: Scope): Arbitrary<HostileFields> {
  // `oneof` of one arbitrary draws an extra number; without it the same seed would give other runs than before.
  const arbitraries = hostileKeys(model).map(([key, name, field]) => [
    key,
    fc.oneof(hostileValue(model, scope, name, field)),
  ]);
  return fc.record(Object.fromEntries(arbitraries));
}

function hostileValue(model: Model, scope: Scope, name: string, field: Field): Arbitrary<unknown> {
  const value = ofSort(model, scope, name, field);
  return field.isOptional ? fc.option(value, { nil: undefined }) : value;
}

function ofSort(model: Model, scope: Scope, name: string, field: Field): Arbitrary<unknown> {
  switch (field.is) {
    case "path":
      return hostilePath(model, scope);
    case "name":
      return hostileName(model, scope, name);
    case "number":
      return fc.oneof(fc.integer({ min: field.from ?? 1, max: 9 }), fc.constant(LARGEST_NUMBER));
    case "task":
      return hostileTask(model, scope);
    case "kinds":
      return fc.subarray([...KINDS]);
    case "one of":
      return fc.constantFrom(...field.values);
    case "some of":
      return fc.subarray([...field.values]);
    default:
      return unreachable(field);
  }
}
