import { quote } from "shell-quote";
import type { Model } from "../model/model.ts";
import type { Property } from "../model/property.ts";
import type { Scope } from "../model/scope.ts";
import type { Verdict } from "../model/verdict.ts";
import { nameGivenTo } from "./named.ts";

/**
 * The command line that asks for something again, to be pasted into a shell.
 *
 * @param options further words, behind the scope
 */
export function commandLine(
  command: string,
  designs: readonly Model[],
  scope: Scope,
  options: readonly string[] = [],
): string {
  return quote(["nsmodel", command, ...designs.map(nameGivenTo), ...scopeWords(scope), ...options]);
}

/** The option that names those of some properties that are broken; nothing where none is. */
export function brokenProperties(
  properties: readonly Property[],
  verdicts: readonly Verdict[],
): string[] | undefined {
  const broken = properties.filter(({ name }) =>
    verdicts.some(({ property, verdict }) => property === name && verdict === "broken"),
  );
  return broken.length === 0 ? undefined : ["--property", ...broken.map(nameGivenTo)];
}

/** A scope as options: those that are not given are none, once one is. */
function scopeWords({ tasks, containers, kinds, names, images }: Scope): string[] {
  return [
    ["--tasks", String(tasks)],
    ["--containers", String(containers)],
    ["--kinds", kinds.join(",")],
    ...(names.length === 0 ? [] : [["--names", names.join(",")]]),
    ...(images === 0 ? [] : [["--images", String(images)]]),
  ].flat();
}
