import type { PointProperty } from "../../model/property.ts";
import { pointFormOf } from "../forms/form-of.ts";

/** What is wrong with what a property returned, in words that tell its author what to fix; `undefined` if it is a finding. */
export function flawOfFinding(property: PointProperty, found: unknown): string | undefined {
  if (found === "no case" || found === "holds") return undefined;
  const canBeBroken = pointFormOf(property).settled === "broken";
  const wanted = canBeBroken
    ? 'it has to be "holds", "no case" or { broken: "why" }'
    : 'it has to be "holds" or "no case"';
  if (!canBeBroken && isObject(found) && "broken" in found)
    return `check() gives ${told(found)}, but a property made by sometimes() is never broken: ${wanted}`;
  if (!isObject(found)) return `check() gives ${told(found)}: ${wanted}${hintAt(found)}`;
  return flawOfBreach(found, wanted);
}

function hintAt(found: unknown): string {
  if (found === true) return ', and true would be "holds"';
  if (found === false) return ", and false says neither that nor why";
  return found === undefined ? ". Is there a path through it without a return?" : "";
}

function flawOfBreach(found: object, wanted: string): string | undefined {
  if ("then" in found) return `check() gives a promise: ${wanted}, at once, so it may not be async`;
  const other = Object.keys(found).find((key) => key !== "broken" && key !== "call");
  if (!("broken" in found)) return `check() gives ${told(found)}: ${wanted}`;
  if (typeof found.broken !== "string" || found.broken.trim() === "")
    return `check() gives broken: ${told(found.broken)}: it has to be a text that says what is broken`;
  if (other !== undefined)
    return `check() gives a breach with ${other}: it has broken and, perhaps, call alone`;
  return "call" in found && found.call !== undefined ? flawOfCall(found.call) : undefined;
}

function flawOfCall(call: unknown): string | undefined {
  const wanted = "it has to be an operation, { op, task } with the fields of the call";
  if (!isObject(call)) return `check() gives call: ${told(call)}: ${wanted}`;
  if ("operation" in call)
    return "check() gives as call what attempt() gave: it has to be the operation of that, `call: attempted.operation`";
  const { op, task }: { op?: unknown; task?: unknown } = call;
  if (typeof op === "string" && Number.isInteger(task) && Number(task) > 0) return undefined;
  return `check() gives call: ${told(call)}: ${wanted}`;
}

function isObject(found: unknown): found is object {
  return typeof found === "object" && found !== null && !Array.isArray(found);
}

function told(found: unknown): string {
  if (found === undefined) return "nothing";
  if (typeof found === "function") return "a function";
  return JSON.stringify(found) ?? String(found);
}
