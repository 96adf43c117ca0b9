import { readFileSync } from "node:fs";
import { join } from "node:path";
import { type ProgramLanguage, RUNTIMES } from "../../../src/report/any-program.ts";
import { type Acts, actsOf } from "../../../src/report/linux/acts.ts";
import { CORPUS, fromCorpus } from "../export/corpus.ts";

/** The histories of linux in the corpus, by file. */
export const LINUX_CORPUS = CORPUS.filter(([, { model }]) => model.domain.name === "linux");

/** The text of the runtime of a language. */
export const runtimeOf = (language: ProgramLanguage): string =>
  readFileSync(join(import.meta.dirname, "../../..", RUNTIMES[language]), "utf8");

/** The runtime of C programs. */
export const RUNTIME = runtimeOf("c");

/** What the program of a history in the corpus carries out. @param name without its extension */
export const actsIn = (name: string): Acts => actsOf(fromCorpus(`${name}.jsonl`));
