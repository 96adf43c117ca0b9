import type { Model } from "../model/model.ts";
import type { Event } from "../model/operation.ts";
import type { Scope } from "../model/scope.ts";
import type { Entry } from "./entry.ts";
import type { Expectation } from "./expectation.ts";
import { FORMAT, FORMAT_VERSION } from "./schema.ts";

/**
 * A history as the text of a file (see docs/history-format.md), each line ended by LF. `readHistory` can read it, provided that
 * its numbers and strings are ones that a history may hold: a string with a lone surrogate is not.
 *
 * @param about what the history is for, in words for people
 */
export function writeHistory(model: Model, scope: Scope, entries: Iterable<Entry>, about?: string): string {
  const lines = [writeHeader(model, scope, about)];
  for (const entry of entries) lines.push(writeEntry(model, entry));
  return `${lines.join("\n")}\n`;
}

function writeHeader(model: Model, scope: Scope, about: string | undefined): string {
  const bounds = model.domain.scopes.written(scope);
  return JSON.stringify({ format: FORMAT, version: FORMAT_VERSION, model: model.name, scope: bounds, about });
}

/** One line of a history, without its line end. */
export function writeEntry(model: Model, entry: Entry): string {
  if ("event" in entry) return writeEvent(model, entry.event);
  if ("loop" in entry) return JSON.stringify({ loop: true });
  return writeExpectation(model, entry.expectation);
}

function writeEvent({ calls }: Model, { operation, outcome }: Event): string {
  const fields = (calls[operation.op] ?? []).map((field): [string, unknown] => [field, operation[field]]);
  return JSON.stringify({ op: operation.op, task: operation.task, ...Object.fromEntries(fields), outcome });
}

function writeExpectation({ domain }: Model, { property, verdict, ...ofWorld }: Expectation): string {
  // JSON.stringify leaves out what is not given.
  return JSON.stringify({ expect: { ...domain.expectations.written(ofWorld), property, verdict } });
}
