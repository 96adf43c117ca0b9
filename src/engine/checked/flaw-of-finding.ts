import type { PointProperty } from "../../model/property.ts";
import { pointFormOf } from "../forms/form-of.ts";

/** What is wrong with what a property returned, in words that tell its author what to fix; `undefined` if it is a finding. */
export function flawOfFinding(property: PointProperty, found: unknown): string | undefined {
  if (found === "no case" || found === "holds") return undefined;
  const canBeBroken = pointFormOf(property).settled === "broken";
  const wanted = canBeBroken
    ? 'it must return "holds", "no case" or { broken: "why" }'
    : 'it must return "holds" or "no case"';
  if (!canBeBroken && isObject(found) && "broken" in found)
    return `check() returns ${told(found)}, but a property made by sometimes() is never broken: ${wanted}`;
  if (!isObject(found)) return `check() returns ${told(found)}: ${wanted}${hintAt(found, canBeBroken)}`;
  return flawOfBreach(found, wanted);
}

function hintAt(found: unknown, canBeBroken: boolean): string {
  if (found === true) return '; for true, return "holds"';
  if (found === false) return `; for false, return "no case"${canBeBroken ? ' or { broken: "why" }' : ""}`;
  return found === undefined ? ". Is there a path through it without a return?" : "";
}

function flawOfBreach(found: object, wanted: string): string | undefined {
  if ("then" in found) return `check() returns a promise, but must not be async: ${wanted}`;
  const other = Object.keys(found).find((key) => key !== "broken" && key !== "call");
  if (!("broken" in found)) return `check() returns ${told(found)}: ${wanted}`;
  if (typeof found.broken !== "string" || found.broken.trim() === "")
    return `check() returns broken: ${told(found.broken)}: that must be a text that says what is broken`;
  if (other !== undefined)
    return `check() returns a breach with ${other}: a breach may have only broken and, optionally, call`;
  return "call" in found && found.call !== undefined ? flawOfCall(found.call) : undefined;
}

function flawOfCall(call: unknown): string | undefined {
  const wanted = "that must be an operation, { op, task } with the fields of the call";
  if (!isObject(call)) return `check() returns call: ${told(call)}: ${wanted}`;
  if ("operation" in call)
    return "check() returns the result of attempt() as call: it must be the operation of that result, `call: attempted.operation`";
  const { op, task }: { op?: unknown; task?: unknown } = call;
  if (typeof op === "string" && Number.isInteger(task) && Number(task) > 0) return undefined;
  return `check() returns call: ${told(call)}: ${wanted}`;
}

function isObject(found: unknown): found is object {
  return typeof found === "object" && found !== null && !Array.isArray(found);
}

function told(found: unknown): string {
  if (typeof found === "function") return "a function";
  return JSON.stringify(found) ?? String(found);
}
