/** Histories as programs for the machine's own kernel, and designs as TLA+ modules. */
import type { ContainerScope } from "../domains/containers/scope.ts";
import { linuxDomain } from "../domains/linux/domain.ts";
import type { RecordedHistory } from "../history/read-history.ts";
import type { Model } from "../model/model.ts";
import type { Scope } from "../model/scope.ts";
import { nestedToTla, type TlaModule } from "./containers/nested-tla.ts";
import { toC } from "./linux/c/program.ts";
import { toSh } from "./linux/sh/script.ts";
import { NoProgram } from "./no-program.ts";

/** The languages that programs are written in. */
export type ProgramLanguage = "c" | "sh";

/** The files in the package that contain the programs' runtimes. */
export const RUNTIMES: Readonly<Record<ProgramLanguage, string>> = {
  c: "src/report/linux/c/runtime.c",
  sh: "src/report/linux/sh/runtime.sh",
};

const WRITERS = { c: toC, sh: toSh } as const satisfies Record<ProgramLanguage, unknown>;

/**
 * A history as a C program that prints KTAP, or as a shell script.
 *
 * @param title its name, such as that of its file
 * @param runtime the text of the file in `RUNTIMES`
 * @throws {DisagreesWithDesign} if the file disagrees with the design
 * @throws {NoProgram} if it cannot be written as a program
 */
export function programFor(
  language: ProgramLanguage,
  history: RecordedHistory,
  title: string,
  runtime: string,
): string {
  const { name, domain } = history.model;
  if (domain.name !== linuxDomain.name)
    throw new NoProgram(1, `${name} is not a design of kernel calls; only those of the domain linux are`);
  return WRITERS[language](history, title, runtime);
}

/** The file in the package that contains the TLA+ module. */
export const TLA_MODULE = "src/report/containers/nested.tla";

/**
 * A design as a TLA+ module.
 *
 * @param text the text of `TLA_MODULE`
 * @param title the name of the module
 * @throws {NoProgram} if the design is not `nested`, or the module does not support the scope
 */
export function tlaModuleOf({ name }: Model, scope: Scope, text: string, title: string): TlaModule {
  if (name !== "nested") throw new NoProgram(undefined, `${name} is not written in TLA+: only nested is`);
  return nestedToTla(scope as ContainerScope, text, title); // the scope is one of the design's domain
}
