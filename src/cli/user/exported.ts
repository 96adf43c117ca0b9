import type { Judged } from "../../api/judge.ts";
import { didYouMean } from "../../text/did-you-mean.ts";
import { printable } from "../../text/printable.ts";
import { enumerated } from "../../text/words.ts";
import { Problem } from "../problem.ts";
import { type Exports, loadedModule, type ModuleName } from "./modules.ts";

/** Tells whether a value is what is looked for. */
type Judge<Value> = (found: unknown) => Judged<Value>;

/** An export that is what was looked for. */
export interface Exported<Value> {
  readonly value: Value;
  /** The name of the export, `default` if it has none. */
  readonly exported: string;
}

/**
 * The design or property that a module exports: the one named, the default export, or the only one.
 *
 * @param what `design` or `property`
 * @throws {Problem} if there is none, or several, or it is something else, with what is missing or wrong
 */
export function exportedBy<Value>(
  { file, exported }: ModuleName,
  what: string,
  judge: Judge<Value>,
): Exported<Value> {
  const exports = loadedModule(file);
  const name = exported ?? ("default" in exports ? "default" : onlyOne(exports, file, what, judge));
  if (!(name in exports))
    throw new Problem(
      `${printable(file)} exports nothing named ${printable(name)}.`,
      didYouMean(name, Object.keys(exports)),
    );
  const judged = judge(exports[name]);
  if (judged.ok) return { value: judged.value, exported: name };
  const which = name === "default" ? "the default export" : `the export ${name}`;
  throw new Problem(`${printable(file)}: ${which} is not a ${what}: ${printable(judged.why)}.`, HINTS[what]);
}

const HINTS: Readonly<Record<string, string>> = {
  design:
    "docs/write-a-design.md explains what a design is; `nsmodel new my-design` writes one to start from.",
  property:
    "docs/write-a-property.md explains what a property is; `nsmodel new my-property --property` writes one to start from.",
};

function onlyOne(exports: Exports, file: string, what: string, judge: Judge<unknown>): string {
  const names = Object.keys(exports);
  const fitting = names.filter((name) => judge(exports[name]).ok);
  const [only, ...others] = fitting;
  if (only !== undefined && others.length === 0) return only;
  if (only !== undefined)
    throw new Problem(
      `${printable(file)} exports several ${what === "design" ? "designs" : "properties"}: ${enumerated(fitting)}.`,
      `Name one, such as ${printable(file)}#${only}.`,
    );
  const [first] = names.filter((name) => typeof exports[name] === "object");
  if (first !== undefined) return first; // the caller says what is wrong with it
  throw new Problem(
    `${printable(file)} exports no ${what}.`,
    `Make the ${what} the default export: export default ...`,
  );
}
