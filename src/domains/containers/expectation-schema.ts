import * as v from "valibot";
import { isKind, type Kind } from "../../model/kind.ts";
import type { TaskNumber } from "../../model/numbers.ts";
import { isNumber, isObject, listOf, task, text } from "../../schema/pieces.ts";
import { noneOf } from "../../text/one-of.ts";
import { quote } from "../../text/quote.ts";
import type { ContainerScope } from "./scope.ts";

/** The fields of `expect` in a scope, as entries of a strict object. */
export function expectationEntries({ kinds }: ContainerScope) {
  const inScope = v.custom<Kind>(
    (value) => typeof value === "string" && isKind(value) && kinds.includes(value),
    ({ input }) => whyNotInScope(input, kinds),
  );
  const comparison = v.strictTuple([inScope, task, task], "this is no comparison [kind, task, task]");
  return {
    tasks: v.exactOptional(places),
    same: v.exactOptional(listOf(comparison)),
    different: v.exactOptional(listOf(comparison)),
    containers: v.exactOptional(listOf(text)),
    alive: v.exactOptional(listOf(task)),
  };
}

function whyNotInScope(input: unknown, kinds: readonly Kind[]): string {
  if (typeof input !== "string") return "this is no kind of namespace, which is a text in quotes";
  if (isKind(input)) return `${quote(input)} is a kind that the scope does not have`;
  return noneOf(input, "kind of namespace", kinds);
}

/** Where each task is. Keys are numbers as texts, so they are looked at one by one. */
const places = v.pipe(
  v.custom<Record<string, unknown>>(isObject, "this is no object"),
  v.rawTransform<Record<string, unknown>, ReadonlyMap<TaskNumber, string>>(({ dataset, addIssue, NEVER }) => {
    const input = dataset.value;
    const found = new Map<TaskNumber, string>();
    for (const [key, value] of Object.entries(input)) {
      const number = Number(key);
      if (String(number) !== key || !isTask(number)) {
        addIssue({ message: `${quote(key)} is no task's number`, path: [inObject(input, key, "key")] });
        return NEVER;
      }
      if (typeof value !== "string") {
        addIssue({ message: NO_PATH, path: [inObject(input, key, "value")] });
        return NEVER;
      }
      found.set(number, value);
    }
    return found;
  }),
);

const NO_PATH = "this is no path, which is a text in quotes";

const inObject = (
  input: Record<string, unknown>,
  key: string,
  origin: "key" | "value",
): v.ObjectPathItem => ({ type: "object", origin, input, key, value: input[key] });

const isTask = (value: number): value is TaskNumber => isNumber(value);
