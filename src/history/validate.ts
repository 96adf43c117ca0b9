import * as v from "valibot";
import { quote } from "../text/quote.ts";
import { Flaw, type UnknownName } from "./flaw.ts";
import { textBefore } from "./json.ts";

/** What a schema makes of a value. @param line the text that the value was read from @throws {Flaw} where it does not allow it */
export function validate<Output>(
  schema: v.GenericSchema<unknown, Output>,
  value: unknown,
  line: string,
): Output {
  const result = v.safeParse(schema, value);
  if (result.success) return result.output;
  const issue = result.issues.find((one) => !isMissing(one)) ?? result.issues[0];
  const keys = (issue.path ?? []).map(({ key }) => (typeof key === "number" ? key : String(key)));
  const what = issue.path?.at(-1)?.origin === "key" ? "key" : "value";
  const within = keys.length === 0 ? "" : `${quote(dotted(keys))}: `;
  throw new Flaw(`${within}${issue.message}`, textBefore(line, keys, what), unknownIn(issue, keys));
}

/** Which sort of name is unknown, where that is what is wrong: a user may have one of that name, and can say where. */
function unknownIn(
  { type, input }: v.BaseIssue<unknown>,
  keys: readonly (string | number)[],
): UnknownName | undefined {
  if (type !== "picklist" || typeof input !== "string") return undefined;
  const place = dotted(keys);
  if (place === "model") return "design";
  return place === "expect.property" ? "property" : undefined;
}

/** A field that is missing is often one that is misspelt, which says more. */
function isMissing({ type, expected, path }: v.BaseIssue<unknown>): boolean {
  return type.endsWith("_object") && expected !== "never" && path?.at(-1)?.origin === "key";
}

function dotted(keys: readonly (string | number)[]): string {
  return keys.join(".");
}
