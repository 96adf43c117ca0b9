import { Command } from "@commander-js/extra-typings";
import { readHistory } from "../history/read-history.ts";
import { fromItf, NoTrace } from "../report/export/itf.ts";
import { printable } from "../text/printable.ts";
import { NoUtf8, textOf } from "../text/utf8.ts";
import { requireWritable, writeOutput } from "./files/output-files.ts";
import { readNamedBytes } from "./files/read-bytes.ts";
import { problemInWords } from "./format-problem.ts";
import { findModel, findProperties, knownModels, knownProperties } from "./named.ts";
import { Problem } from "./problem.ts";
import { print } from "./terminal.ts";

/** `nsmodel import`: a trace of another tool as a history. */
export function importCommand() {
  return new Command("import")
    .summary("turn a trace in the Informal Trace Format (ITF) into a history")
    .description(
      "Turns a trace into a history. The trace names its design and scope under #meta.nsmodel, and `event` in its states says what happened, as in " +
        "those of nsmodel export --itf. Everything else in the states is ignored; nsmodel replay says what the history leads to.",
    )
    .argument("<file>", "a trace (.itf.json); - is standard input")
    .option("--out <file>", "write it to this file, not to standard output")
    .option("--model <name>", "read it as a trace of this design, whatever design it names")
    .option(
      "--property <name...>",
      "also recognise these properties, such as ./file.ts, if the trace names them",
    )
    .action(async (file, { out, model, property }) => {
      if (out !== undefined) await requireWritable(out, [file]);
      const as = model === undefined ? undefined : await findModel(model);
      const properties = [...new Set([...knownProperties(), ...(await findProperties(property ?? []))])];
      const text = asHistory(file, await textIn(file));
      const read = readHistory(new TextEncoder().encode(text), knownModels(), { as, properties });
      if (!read.ok) {
        const { line } = read.problem;
        const where = line === 1 ? "#meta.nsmodel" : `the history's line ${line}`;
        throw new Problem(`${printable(file)}: ${where}: ${problemInWords(file, read.problem)}`);
      }
      if (out === undefined) print(text.trimEnd());
      else await writeOutput(out, text);
    });
}

async function textIn(file: string): Promise<string> {
  const bytes = await readNamedBytes(file);
  try {
    return textOf(bytes);
  } catch (error) {
    if (!(error instanceof NoUtf8)) throw error;
    throw new Problem(`${printable(file)}: ${error.message}.`);
  }
}

function asHistory(file: string, text: string): string {
  try {
    return fromItf(text);
  } catch (error) {
    if (!(error instanceof NoTrace)) throw error;
    throw new Problem(
      `${printable(file)} cannot be read as a trace: ${printable(error.message)}.`,
      "nsmodel export --itf shows what one looks like.",
    );
  }
}
