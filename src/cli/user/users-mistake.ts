import { relative } from "node:path";
import { printable } from "../../report/printable.ts";
import { list } from "../../report/words.ts";
import { Problem } from "../problem.ts";
import { loadedFiles } from "./modules.ts";
import { placeIn } from "./place-in.ts";

/**
 * What was thrown while modules of the user ran, in words for their author: a world that does not fit, a claim that throws, a design
 * that does not do the same twice.
 *
 * @throws {unknown} the error itself where no such module was loaded: then it is a mistake of nsmodel
 */
export function usersMistake(error: unknown): Problem {
  const files = loadedFiles();
  if (files.length === 0) throw error;
  const message = error instanceof Error ? error.message : String(error);
  const place = placeIn(files, error) ?? list(files.map((file) => relative("", file)));
  return new Problem(`${printable(place)}: ${printable(message)}`, "It came up while this module ran.");
}
