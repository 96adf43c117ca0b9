/** A history as a program for the machine's own kernel, as designs of its domain are carried out there. */
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

/** The files of the package with the runtimes of programs. */
export const RUNTIMES: Readonly<Record<ProgramLanguage, string>> = {
  c: "src/report/linux/c/runtime.c",
  sh: "src/report/linux/sh/runtime.sh",
};

const WRITERS = { c: toC, sh: toSh } as const satisfies Record<ProgramLanguage, unknown>;

/**
 * A history as a C program that prints KTAP, or as a shell script.
 *
 * @param title what it is called, such as the name of its file
 * @param runtime the text of the file in `RUNTIMES`
 * @throws {NotAsRecorded} where the file says something else than the design
 * @throws {NoProgram} where it has no program
 */
export function programFor(
  language: ProgramLanguage,
  history: RecordedHistory,
  title: string,
  runtime: string,
): string {
  const { name, domain } = history.model;
  if (domain.name !== linuxDomain.name)
    throw new NoProgram(1, `${name} is no design of calls of the kernel, as those of the domain linux are`);
  return WRITERS[language](history, title, runtime);
}

/** The file of the package with the module of TLA+. */
export const TLA_MODULE = "src/report/containers/nested.tla";

/**
 * A design as a module of TLA+.
 *
 * @param text of `TLA_MODULE`
 * @param title the name of the module
 * @throws {NoProgram} where the design is another one, or the module has no such scope
 */
export function tlaModuleOf({ name }: Model, scope: Scope, text: string, title: string): TlaModule {
  if (name !== "nested") throw new NoProgram(undefined, `${name} is not written in TLA+: only nested is`);
  return nestedToTla(scope as ContainerScope, text, title); // the scope is one of the design's domain
}
