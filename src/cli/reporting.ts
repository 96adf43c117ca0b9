import { Option } from "@commander-js/extra-typings";
import type { Shard } from "../engine/shard.ts";
import type { TestResult } from "../report/reporters/test-result.ts";
import { REPORTERS } from "../report/reporters.ts";
import { requireWritable, writeOutput } from "./files/output-files.ts";
import { printJson } from "./print-json.ts";
import { print, printed } from "./terminal.ts";
import { VERSION } from "./version.ts";

// The keys of a table that is written out in full.
const REPORTER_NAMES = Object.keys(REPORTERS) as (keyof typeof REPORTERS)[];

/** The options that say how and where results are reported, to be added to a command. */
export const REPORTER = new Option(
  "--reporter <name>",
  "how to report the results: as text, or as test results",
)
  .choices(["text", ...REPORTER_NAMES] as const)
  .default("text" as const);
export const OUT = new Option("--out <file>", "write the results to this file, not to standard output");
export const JSON_RESULT = new Option("--json", "print the result as JSON").conflicts("reporter");

/** The values of these options. */
export interface GivenReporting {
  readonly reporter: "text" | keyof typeof REPORTERS;
  readonly out?: string | undefined;
  readonly json?: true | undefined;
  /** Which part of the work it is. */
  readonly shard?: Shard | undefined;
}

/** What a command has found, in each form in which it can be reported. */
export interface Told {
  /** Prints it for people. */
  text(): void;
  /** All of it. */
  json(): object;
  /** As results of tests. */
  results(): readonly TestResult[];
}

/**
 * Makes sure, before the work, that the results can be reported.
 *
 * @param sources the files that the work reads
 * @throws {Problem} if their file cannot be written, or is one of the sources
 */
export async function requireReportable(
  { out }: Pick<GivenReporting, "out">,
  sources: readonly string[] = [],
): Promise<void> {
  if (out !== undefined) await requireWritable(out, sources);
}

/** Reports what was found, how and where the options say. @throws {Problem} if the file cannot be written */
export async function report({ reporter, out, json, shard }: GivenReporting, told: Told): Promise<void> {
  const tell = (): void => {
    if (json) printJson({ ...(shard && { shard }), ...told.json() });
    else if (reporter === "text") told.text();
    else print(REPORTERS[reporter](told.results(), VERSION).trimEnd());
  };
  if (out === undefined) tell();
  else await writeOutput(out, printed(tell));
}
