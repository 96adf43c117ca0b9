/** Runs command lines one after another in one process, and writes how each ended into a file. Arguments: that file; the lines as JSON. */
import { writeFileSync } from "node:fs";
import { join } from "node:path";

const { wholeProgram } = await import(join(import.meta.dirname, "../../dist/src/cli/program.js"));
const [file, lines] = process.argv.slice(2);
const ends = [];
for (const words of JSON.parse(lines)) {
  process.exitCode = undefined;
  const thrown = await (await wholeProgram()).parseAsync(words, { from: "user" }).then(
    () => undefined,
    (error) => error.message,
  );
  ends.push({ code: process.exitCode ?? 0, thrown });
}
process.exitCode = 0;
writeFileSync(file, JSON.stringify(ends));
