import { readFileSync, statSync } from "node:fs";
import { dirname, join } from "node:path";
import * as v from "valibot";
import { DOMAINS } from "../../catalogue.ts";
import { Flaw } from "../../history/flaw.ts";
import { parseJson, textBefore } from "../../history/json.ts";
import { validate } from "../../history/validate.ts";
import type { Scope } from "../../model/scope.ts";
import { listOfEach, object, text } from "../../schema/pieces.ts";
import { printable } from "../../text/printable.ts";
import { isSystemError, whyRefused } from "../files/system-error.ts";
import { Problem } from "../problem.ts";
import { mustBeTrusted } from "./trusted.ts";

export const CONFIG_FILE = "nsmodel.config.json";

/** The settings of a project for all commands. Options on the command line take precedence. */
export interface Config {
  /** The path of the file. */
  readonly path: string;
  /** The text of the file. */
  readonly content: string;
  /** The design that a command uses if none is named. */
  readonly model: string | undefined;
  /** Files with user-defined designs and properties, which are then known by name. The paths are as written, relative to the file's folder. */
  readonly models: readonly string[];
  readonly properties: readonly string[];
  /** The scope if no option gives one, by the name of the domain. */
  readonly scope: Readonly<Record<string, Scope | undefined>>;
}

const schema = object({
  $schema: v.exactOptional(text),
  model: v.exactOptional(text),
  models: v.exactOptional(listOfEach(text)),
  properties: v.exactOptional(listOfEach(text)),
  scope: v.exactOptional(
    object(Object.fromEntries(DOMAINS.map(({ name, scopes }) => [name, v.exactOptional(scopes.schema)]))),
  ),
});

/**
 * The configuration file of a project: the one in a folder, or in its nearest parent that has one.
 *
 * @returns `undefined` if there is none
 * @throws {Problem} if it cannot be read, if it is invalid (with the place), or if another user could have written it, as it names code
 */
export function findConfig(folder: string): Config | undefined {
  const path = join(folder, CONFIG_FILE);
  if (isFile(path)) return readConfig(path);
  const around = dirname(folder);
  return around === folder ? undefined : findConfig(around);
}

/** @throws {Problem} if that cannot be found out, such as in a loop of symbolic links */
function isFile(path: string): boolean {
  try {
    return statSync(path, { throwIfNoEntry: false })?.isFile() === true;
  } catch (error) {
    if (!(error instanceof Error && "code" in error)) throw error;
    throw new Problem(
      `${printable(path)} cannot be accessed: ${error.message}.`,
      "Fix that, or ignore the file with --no-config.",
    );
  }
}

function readConfig(path: string): Config {
  mustBeTrusted(path, "it can name code to execute", WITHOUT);
  const content = contentOf(path);
  try {
    const { model, models = [], properties = [], scope = {} } = validate(schema, parseJson(content), content);
    return { path, content, model, models, properties, scope };
  } catch (error) {
    if (!(error instanceof Flaw)) throw error;
    const before = [...content].slice(0, error.before).join("");
    throw new Problem(
      `${printable(path)}:${placeAfter(before)}: ${error.message}`,
      "docs/commands.md says what the file may contain; --no-config ignores it.",
    );
  }
}

/** The line and the column, both from 1, just after a text. */
function placeAfter(before: string): string {
  const lines = before.split("\n");
  return `${lines.length}:${[...(lines.at(-1) ?? "")].length + 1}`;
}

/** A problem with something that the file names, with its place added. @param keys the path to it */
export function inConfig(
  { path, content }: Config,
  keys: readonly (string | number)[],
  { message, hint, exitCode }: Problem,
): Problem {
  const place = placeAfter(textBefore(content, [...keys], "value"));
  const hints = hint === undefined ? WITHOUT : `${hint}\n${WITHOUT}`;
  return new Problem(`${printable(path)}:${place}: ${message}`, hints, exitCode);
}

function contentOf(path: string): string {
  try {
    return readFileSync(path, "utf8");
  } catch (error) {
    if (!isSystemError(error)) throw error;
    throw new Problem(`${printable(path)} cannot be read: ${whyRefused(error)}.`, WITHOUT);
  }
}

/** What the user can do about any problem with the file. */
export const WITHOUT = "--no-config ignores the configuration file.";
