import { checkLaws, type LawBreach } from "../../engine/laws.ts";
import type { Model } from "../../model/model.ts";
import { printable } from "../../report/printable.ts";
import { scopeInWords } from "../../report/scope-in-words.ts";
import { list } from "../../report/words.ts";
import { Problem } from "../problem.ts";
import { paintError } from "../terminal.ts";
import { loadedFiles } from "./modules.ts";
import { placeIn } from "./place-in.ts";

/**
 * Checks the laws of designs on a design of the user's own, along a few random runs. A call that it declares and never lets a search
 * try is told on standard error.
 *
 * @throws {Problem} where it breaks one, with what to mend and how it comes to it
 */
export function refuseUnlawful(model: Model, file: string): void {
  const { breach, neverTried } = checkLaws(model);
  if (breach !== undefined) throw problemOf(breach, file);
  if (neverTried.length === 0) return;
  const calls = list(neverTried.map(printable));
  process.stderr.write(
    `${paintError("yellow", "warning:")} ${printable(file)} declares ${calls}, but operations() gave no such call in any ` +
      "world of some random runs: a search does not try it.\n",
  );
}

function problemOf({ words, scope, history, cause }: LawBreach, file: string): Problem {
  const place = placeIn(loadedFiles(), cause) ?? file;
  const how =
    history.length === 0
      ? "It is so in the first world"
      : `It is so after\n${history.map((operation) => `  ${printable(JSON.stringify(operation))}`).join("\n")}\n`;
  return new Problem(
    `${printable(place)} breaks a law of designs: ${printable(words)}.`,
    `${how}${history.length === 0 ? " " : ""}in the scope of ${scopeInWords(scope)}.`,
  );
}
