import * as v from "valibot";
import { quote } from "../text/quote.ts";
import { Flaw, type UnknownName } from "./flaw.ts";
import { textBefore } from "./json.ts";

/** Validates a value and returns the schema's output. @param line the text that the value was read from @throws {Flaw} if it is invalid */
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

/** What an unknown name is meant to name, if that is the issue: the user may have defined it, and can say where. */
function unknownIn(
  { type, input }: v.BaseIssue<unknown>,
  keys: readonly (string | number)[],
): UnknownName | undefined {
  if (type !== "picklist" || typeof input !== "string") return undefined;
  const place = dotted(keys);
  if (place === "model") return "design";
  return place === "expect.property" ? "property" : undefined;
}

/** Whether an issue is a missing field. The field is often just misspelt, and the issue about that says more. */
function isMissing({ type, expected, path }: v.BaseIssue<unknown>): boolean {
  return type.endsWith("_object") && expected !== "never" && path?.at(-1)?.origin === "key";
}

function dotted(keys: readonly (string | number)[]): string {
  return keys.join(".");
}
