import * as v from "valibot";
import { isKind, type Kind } from "../../model/kind.ts";
import { byTask, listOf, task, text } from "../../schema/pieces.ts";
import { noneOf } from "../../text/one-of.ts";
import { quote } from "../../text/quote.ts";
import type { ContainerScope } from "./scope.ts";

/** The fields of `expect` in a scope, as entries of a strict object. */
export function expectationEntries({ kinds }: ContainerScope) {
  const inScope = v.custom<Kind>(
    (value) => typeof value === "string" && isKind(value) && kinds.includes(value),
    ({ input }) => whyNotInScope(input, kinds),
  );
  const comparison = v.strictTuple([inScope, task, task], "this is not a comparison [kind, task, task]");
  return {
    tasks: v.exactOptional(byTask(isText, "this is not a path: a path is a string in quotes")),
    same: v.exactOptional(listOf(comparison)),
    different: v.exactOptional(listOf(comparison)),
    containers: v.exactOptional(listOf(text)),
    alive: v.exactOptional(listOf(task)),
  };
}

function whyNotInScope(input: unknown, kinds: readonly Kind[]): string {
  if (typeof input !== "string") return "this is not a kind of namespace: a kind is a string in quotes";
  if (isKind(input)) return `${quote(input)} is a kind that the scope does not have`;
  return noneOf(input, "kind of namespace", kinds);
}

const isText = (value: unknown): value is string => typeof value === "string";
