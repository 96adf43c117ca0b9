/** Validates designs and properties, so that a mistake is reported with its field. Their functions are not called. */
import * as v from "valibot";
import { DOMAINS } from "../catalogue.ts";
import { ERRNO_TEXTS, isErrno } from "../model/errno.ts";
import type { Model } from "../model/model.ts";
import type { Property } from "../model/property.ts";
import { quote } from "../text/quote.ts";
import { enumerated } from "../text/words.ts";

const NAME = /^[a-z0-9][a-z0-9-]*$/i;

const text = v.string("it must be a string");
const name = v.pipe(text, v.regex(NAME, "it must consist of letters, digits and hyphens"));
const work = v.function("it must be a function");
const object = v.custom<object>(
  (found) => typeof found === "object" && found !== null && !Array.isArray(found),
  "it must be an object",
);
const yes = v.optional(v.literal(true, "it must be true or absent"));

const features = v.array(text, "it must be a list");

const values = v.pipe(
  v.array(text, "it must be a list of strings"),
  v.check((found) => found.length > 0, "it must not be empty"),
);
const from = v.optional(v.literal(0, "it must be 0 or absent"));
const isOptional = v.optional(v.literal(true, "it must be true or absent"));

/** What a field that the design itself declares holds. */
const field = v.variant(
  "is",
  [
    ...(["path", "task", "kinds"] as const).map((is) => v.strictObject({ is: v.literal(is), isOptional })),
    v.strictObject({ is: v.literal("name"), flaw: v.optional(work), isOptional }),
    v.strictObject({ is: v.literal("number"), from, isOptional }),
    ...(["one of", "some of"] as const).map((is) =>
      v.strictObject({ is: v.literal(is), values, noun: v.optional(text), isOptional }),
    ),
  ],
  'it must say what the field holds: { is: "path" | "name" | "number" | "task" | "kinds" }, or { is: "one of" | "some of", values: [...] }',
);

const [AN_ERRNO] = Object.keys(ERRNO_TEXTS);
const errno = v.pipe(
  v.string(),
  v.check(isErrno, `its keys must be errnos of errno(3), such as ${AN_ERRNO}`),
);

const domain = v.pipe(
  v.custom<object>(
    (found) => typeof found === "object" && found !== null,
    `it must be a domain, such as \`${DOMAINS[0].name}\` (defineModel sets it)`,
  ),
  v.looseObject({
    name: text,
    fields: object,
    errnos: object,
    features: v.array(text, "it must be a list"),
    scopes: object,
    observations: object,
    words: object,
  }),
);

/** The first field of a call that neither the design nor its domain declares. */
function unknownField({
  calls,
  fields,
  domain: { fields: known, callFields },
}: Declared): string | undefined {
  for (const [op, names] of Object.entries(calls)) {
    const unknown = names.find(
      (one) => ![fields, callFields?.[op], known].some((all) => all !== undefined && Object.hasOwn(all, one)),
    );
    if (unknown !== undefined) return unknown;
  }
  return undefined;
}

/** What a design declares about its calls. */
type Declared = Pick<Model, "calls" | "fields" | "shows" | "fair"> & {
  readonly domain: Pick<Model["domain"], "fields" | "callFields" | "features">;
};

/** What is wrong with the features that a design or a property names; `undefined` if its domain has them all. */
function flawOfFeatures(
  where: string,
  named: readonly string[],
  features: readonly string[],
): string | undefined {
  const index = named.findIndex((feature) => !features.includes(feature));
  if (index === -1) return undefined;
  const known =
    features.length === 0
      ? "its domain has no features"
      : `it must be ${features.length === 1 ? "" : "one of "}${enumerated(features.map((feature) => quote(feature)))}`;
  return `its ${where}.${index} is wrong: ${known}`;
}

/** The fairness assumed of calls. */
const fairCalls = v.optional(
  v.record(text, v.picklist(["weak", "strong"], 'it must be "weak" or "strong"'), "it must be an object"),
);

/** The fields of every event of a history, in addition to those of its call. */
const RESERVED = ["op", "task", "outcome"];

const MODEL = v.pipe(
  object,
  v.looseObject({
    name,
    summary: text,
    source: text,
    calls: v.pipe(
      object,
      v.record(v.string(), v.array(text, "it must be a list of the fields that the call takes")),
      v.check((calls) => Object.keys(calls).length > 0, "it must have at least one call"),
    ),
    domain,
    fields: v.optional(v.pipe(object, v.record(v.string(), field))),
    fair: fairCalls,
    errnos: v.optional(v.pipe(object, v.record(errno, v.string("it must be a sentence")))),
    shows: features,
    numbersMatter: yes,
    initial: work,
    shape: work,
    callers: work,
    operations: work,
    apply: work,
    observe: work,
  }),
  v.rawCheck(({ dataset, addIssue }) => {
    if (!dataset.typed) return;
    // Its fields were just validated.
    const declared = dataset.value as unknown as Declared;
    const flaw = flawOfFeatures("shows", declared.shows, declared.domain.features);
    if (flaw !== undefined) addIssue({ message: flaw });
    const reserved = Object.values(declared.calls)
      .flat()
      .find((name) => RESERVED.includes(name));
    if (reserved !== undefined)
      addIssue({
        message: `a field of its calls is named "${reserved}", but every event already has that field: give it another name`,
      });
    const unfair = Object.keys(declared.fair ?? {}).find((call) => !Object.hasOwn(declared.calls, call));
    if (unfair !== undefined)
      addIssue({ message: `its fair names the call "${unfair}", which it does not have` });
    const unknown = unknownField(declared);
    if (unknown !== undefined)
      addIssue({
        message: `the field "${unknown}" of its calls is not declared: it is none of the domain's (${Object.keys(declared.domain.fields).join(", ")}), so declare it in \`fields\``,
      });
  }),
);

/** The fields of properties of every form. */
const ofEveryForm = {
  domain: text,
  name,
  claim: text,
  source: text,
  needs: v.optional(features),
  numbersMatter: yes,
  outOfScope: v.optional(work),
};

const calls = v.optional(v.array(text, "it must be a list of calls"));

const owed = v.variant(
  "from",
  [
    v.strictObject({ from: v.literal("the first world") }),
    v.strictObject({ from: v.literal("worlds"), isSo: work }),
    v.strictObject({ from: v.literal("steps"), on: calls, isSo: work }),
  ],
  'it must say from when on: { from: "the first world" }, or { from: "worlds" | "steps", isSo() }',
);

const PROPERTY = v.pipe(
  object,
  v.variant(
    "form",
    [
      ...(["always", "on every step", "sometimes"] as const).map((form) =>
        v.looseObject({
          ...ofEveryForm,
          form: v.literal(form),
          on: calls,
          when: v.optional(
            v.picklist(["ok", "refused", "changed"], 'it must be one of "ok", "refused" and "changed"'),
          ),
          check: work,
        }),
      ),
      v.looseObject({
        ...ofEveryForm,
        form: v.literal("on runs"),
        of: v.optional(text),
        fair: fairCalls,
        isFair: v.optional(work),
        owed,
        isMet: work,
        allows: v.optional(work),
        broken: work,
      }),
    ],
    "it must be made by always(), onEveryStep(), sometimes(), eventually(), alwaysEventually() or leadsTo()",
  ),
  v.rawCheck(({ dataset, addIssue }) => {
    if (!dataset.typed) return;
    const { domain, needs } = dataset.value;
    const features = DOMAINS.find((one) => one.name === domain)?.features ?? [];
    const flaw = flawOfFeatures("needs", needs ?? [], features);
    if (flaw !== undefined) addIssue({ message: flaw });
  }),
);

/** The result of validating a value: the value as the type wanted, or what is wrong with it, in words. */
export type Judged<Value> =
  | { readonly ok: true; readonly value: Value }
  | { readonly ok: false; readonly why: string };

/** Tells whether a value is a design, as far as that can be seen without running it. */
export function judgeModel(found: unknown): Judged<Model> {
  return judge<Model>(MODEL, found);
}

/** Tells whether a value is a property, as far as that can be seen without running it. */
export function judgeProperty(found: unknown): Judged<Property> {
  return judge<Property>(PROPERTY, found);
}

function judge<Value>(schema: v.GenericSchema, found: unknown): Judged<Value> {
  const result = v.safeParse(schema, found);
  // The value itself, not a copy: its functions may be methods of a class. Its fields were just validated.
  if (result.success) return { ok: true, value: found as Value };
  const [issue] = result.issues;
  const path = v.getDotPath(issue);
  if (path === null) return { ok: false, why: issue.message };
  if (issue.input !== undefined) return { ok: false, why: `its ${path} is wrong: ${issue.message}` };
  // For a missing key, valibot's message says no more than that it is missing.
  const isKey = issue.type === "loose_object" || issue.type === "strict_object";
  return { ok: false, why: isKey ? `it lacks ${path}` : `it lacks ${path}: ${issue.message}` };
}
