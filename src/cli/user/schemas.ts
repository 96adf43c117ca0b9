/** What a design and a property have to have, so that a mistake is told by field. Functions are not called here. */
import * as v from "valibot";
import type { Model } from "../../model/model.ts";
import type { Property } from "../../model/property.ts";

const NAME = /^[a-z0-9][a-z0-9-]*$/i;

const text = v.string("it has to be a text");
const name = v.pipe(text, v.regex(NAME, "it has to be made of letters, digits and hyphens"));
const work = v.function("it has to be a function");
const object = v.custom<object>(
  (found) => typeof found === "object" && found !== null && !Array.isArray(found),
  "it has to be an object",
);
const yes = v.optional(v.literal(true, "it has to be true, or not there"));

const features = v.array(
  v.picklist(["nsproxies", "levels", "images"], 'it has to be one of "nsproxies", "levels" and "images"'),
  "it has to be a list",
);

const fields = v.array(
  v.picklist(
    ["path", "name", "image", "kinds"],
    'it has to be one of "path", "name", "image" and "kinds": other fields no operation has',
  ),
  "it has to be a list of the fields that the call takes",
);

const MODEL = v.pipe(
  object,
  v.looseObject({
    name,
    summary: text,
    source: text,
    calls: v.pipe(
      object,
      v.record(v.string(), fields),
      v.check((calls) => Object.keys(calls).length > 0, "it has to have a call"),
    ),
    shows: features,
    numbersMatter: yes,
    initial: work,
    shape: work,
    callers: work,
    operations: work,
    apply: work,
    observe: work,
  }),
);

const PROPERTY = v.pipe(
  object,
  v.looseObject({
    form: v.picklist(
      ["always", "on every step", "sometimes"],
      "it has to be made by always(), onEveryStep() or sometimes()",
    ),
    name,
    claim: text,
    source: text,
    needs: v.optional(features),
    numbersMatter: yes,
    outOfScope: v.optional(work),
    on: v.optional(v.array(text, "it has to be a list of calls")),
    when: v.optional(
      v.picklist(["ok", "refused", "changed"], 'it has to be one of "ok", "refused" and "changed"'),
    ),
    check: work,
  }),
);

/** A value that was looked at: it is of the kind wanted, or what is wrong with it, in words. */
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
  // The value itself, not a copy: its functions may be those of a class. Its fields were just looked at.
  if (result.success) return { ok: true, value: found as Value };
  const [issue] = result.issues;
  const path = v.getDotPath(issue);
  if (path === null) return { ok: false, why: issue.message };
  const isMissing = issue.input === undefined;
  return {
    ok: false,
    why: isMissing ? `it lacks ${path}: ${issue.message}` : `its ${path} is wrong: ${issue.message}`,
  };
}
