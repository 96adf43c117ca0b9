/** The model `nested` in TLA+ for a given scope, for TLC and Apalache. */
import type { ContainerScope } from "../../domains/containers/scope.ts";
import { printable } from "../../text/printable.ts";
import { NoProgram } from "../no-program.ts";

/** A module and its configuration for TLC. */
export interface TlaModule {
  readonly module: string;
  readonly configuration: string;
}

/** What TLC checks. `AlwaysEnterable` is missing because it does not hold. */
const INVARIANTS = ["TypeOK", "OneNsproxyPerContainer", "SiblingNamesDiffer", "NothingLeaks"];
const PROPERTIES = [
  "NeverLeaves",
  "KillTakesExactlyThoseInIt",
  "ContainerOutlivesNsproxy",
  "OnlyRenameRenames",
  "UnshareIsolates",
  "ForkInherits",
];

/**
 * The model for a scope.
 *
 * @param text the text of `nested.tla`, a module for one scope
 * @param title the name of the module, which must also be that of its file
 * @throws {NoProgram} if the scope has images, or a name that TLA+ cannot express
 */
export function nestedToTla(scope: ContainerScope, text: string, title: string): TlaModule {
  if (scope.images > 0) throw new NoProgram(undefined, "the module has no images: omit --images");
  const strange = scope.names.find((name) => !/^[ -~]*$/.test(name));
  if (strange !== undefined)
    throw new NoProgram(undefined, `TLA+ strings cannot contain the characters of ${printable(strange)}`);
  const unnamed = Array.from(
    { length: Math.max(1, scope.containers - 1) },
    (_, index) => `unnamed${index + 1}`,
  );
  const definitions: Readonly<Record<string, string>> = {
    TaskCount: String(scope.tasks),
    ContainerCount: String(scope.containers),
    Kinds: `{${quoted(scope.kinds)}}`,
    Names: `{${quoted(scope.names)}}`,
    Unnamed: `<<${quoted(unnamed)}>>`,
  };
  let module = text.replace(/^-+ MODULE nested -+$/m, headerOf(title));
  // A function, because the name of a container may contain a $.
  for (const [name, value] of Object.entries(definitions))
    module = module.replace(new RegExp(`^${name} == .*$`, "m"), () => `${name} == ${value}`);
  return { module, configuration: CONFIGURATION };
}

const quoted = (texts: readonly string[]): string =>
  texts.map((text) => `"${text.replaceAll(/["\\]/g, "\\$&")}"`).join(", ");

/** As wide as the line that ends a module. */
function headerOf(title: string): string {
  const room = Math.max(8, 77 - title.length - " MODULE  ".length);
  return `${"-".repeat(Math.ceil(room / 2))} MODULE ${title} ${"-".repeat(Math.floor(room / 2))}`;
}

const CONFIGURATION = [
  "\\* tlc -config FILE.cfg FILE.tla",
  "SPECIFICATION Spec",
  "",
  "\\* A world without tasks is final (W5).",
  "CHECK_DEADLOCK FALSE",
  "",
  "\\* Worlds up to numbers. Without this line: in W2's numbers.",
  "VIEW UpToNumbers",
  "",
  "INVARIANTS",
  ...INVARIANTS.map((name) => `  ${name}`),
  "",
  "PROPERTIES",
  ...PROPERTIES.map((name) => `  ${name}`),
  "",
].join("\n");
