import { readFileSync } from "node:fs";
import { join } from "node:path";
import { C_RUNTIME } from "../../../src/report/any-program.ts";
import { type Acts, actsOf } from "../../../src/report/linux/acts.ts";
import { CORPUS, fromCorpus } from "../export/corpus.ts";

/** The histories of linux in the corpus, by file. */
export const LINUX_CORPUS = CORPUS.filter(([, { model }]) => model.domain.name === "linux");

/** The runtime of C programs. */
export const RUNTIME = readFileSync(join(import.meta.dirname, "../../..", C_RUNTIME), "utf8");

/** What a program of a history of the corpus carries out. @param name without its ending */
export const actsIn = (name: string): Acts => actsOf(fromCorpus(`${name}.jsonl`));
