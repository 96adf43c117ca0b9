import { Command, Option } from "@commander-js/extra-typings";
import { MODELS } from "../catalogue.ts";
import { didYouMean } from "../text/did-you-mean.ts";
import { printable } from "../text/printable.ts";
import { nestedTemplate, propertyTemplate } from "./containers/templates.ts";
import { writeNewFile } from "./files/output-files.ts";
import { Problem } from "./problem.ts";
import { print } from "./terminal.ts";
import { wrapperTemplate } from "./user/wrapper-template.ts";

const NAME = /^[a-z][a-z0-9-]*$/i;

/** `nsmodel new`: a file to begin a user-defined design or property with. */
export function newCommand() {
  return new Command("new")
    .summary("start a design or a property of your own")
    .description(
      "Writes NAME.ts into the current folder: a design that does what another one does, for you to change, or a property. It " +
        "runs as it stands. An existing file is never overwritten.",
    )
    .argument("<name>", "its name: letters, digits and hyphens")
    .addOption(
      new Option("--from <model>", "the design to start from").default(MODELS[0].name).conflicts("property"),
    )
    .option("--property", "write a property, not a design")
    .action(async (name, options) => {
      if (!NAME.test(name))
        throw new Problem(
          `${printable(name)} is not a valid name.`,
          "A name begins with a letter and consists of letters, digits and hyphens.",
        );
      if (MODELS.some((model) => model.name === name))
        throw new Problem(`${name} is the name of a built-in design.`, "Choose another name.");
      const file = `${name}.ts`;
      const text = options.property ? propertyTemplate(name) : designFrom(name, options.from);
      if (!(await writeNewFile(file, text)))
        throw new Problem(`${file} already exists.`, "It was not changed.");
      print(options.property ? nextWithProperty(file) : nextWithDesign(file, options.from));
    });
}

/** A design to begin with, as a text. @throws {Problem} if there is no design to take it from */
export function designFrom(name: string, from: string): string {
  const names = MODELS.map((model) => model.name);
  if (!names.includes(from))
    throw new Problem(`There is no design "${printable(from)}".`, didYouMean(from, names));
  return from === MODELS[0].name ? nestedTemplate(name) : wrapperTemplate(name, from, camelCase(from));
}

/** The name under which a design is exported: `ns-cgroup` as `nsCgroup`. */
function camelCase(name: string): string {
  return name.replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase());
}

function nextWithDesign(file: string, from: string): string {
  return [
    `Wrote ${file}.`,
    `Check it:     nsmodel check ./${file}`,
    `What differs: nsmodel compare ${from} ./${file}`,
  ].join("\n");
}

function nextWithProperty(file: string): string {
  return [`Wrote ${file}.`, `Check it: nsmodel check --property ./${file}`].join("\n");
}
