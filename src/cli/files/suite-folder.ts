/** The folder of a suite: new or empty, or one with a suite that nobody has changed. No file of the user's is lost. */
import { createHash } from "node:crypto";
import { readdir, readFile, rm } from "node:fs/promises";
import { join } from "node:path";
import * as v from "valibot";
import {
  SUITE_FORMAT,
  SUITE_INDEX,
  SUITE_VERSION,
  type SuiteFile,
  type SuiteIndex,
} from "../../report/suite.ts";
import { printable } from "../../text/printable.ts";
import { Problem } from "../problem.ts";
import { writeOutput } from "./output-files.ts";
import { isSystemError } from "./system-error.ts";

/** What is read of the index of an existing suite. */
const indexSchema = v.looseObject({
  format: v.literal(SUITE_FORMAT),
  version: v.literal(SUITE_VERSION),
  digests: v.record(v.pipe(v.string(), v.regex(/^[^./\0][^/\0]*$/)), v.string()),
});

const digestOf = (text: string | Buffer): string => createHash("sha256").update(text).digest("hex");

export class SuiteFolder {
  readonly #path: string;
  /** The digest of each file of the existing suite, by name. */
  readonly #old: ReadonlyMap<string, string>;

  /** @throws {Problem} if there is anything else */
  static async at(path: string): Promise<SuiteFolder> {
    const names: string[] = await readdir(path).catch((error: unknown): string[] => {
      if (isSystemError(error) && error.code === "ENOENT") return [];
      if (isSystemError(error)) throw new Problem(`${printable(path)} is not a readable folder.`);
      throw error;
    });
    if (names.length === 0) return new SuiteFolder(path, new Map());
    const text = names.includes(SUITE_INDEX) ? await readFile(join(path, SUITE_INDEX), "utf8") : "";
    const index = v.safeParse(indexSchema, parsed(text));
    if (!index.success)
      throw new Problem(
        `The folder ${printable(path)} is not empty, and does not contain a suite.`,
        "A suite is written into a new or an empty folder, or in place of another suite.",
      );
    return new SuiteFolder(path, new Map(Object.entries(index.output.digests)));
  }

  private constructor(path: string, old: ReadonlyMap<string, string>) {
    this.#path = path;
    this.#old = old;
  }

  /**
   * Writes a suite in place of the existing one.
   *
   * @throws {Problem} before anything is written, if a file of the old one was changed, or a new one would replace a file that is not the suite's
   */
  async write(files: readonly SuiteFile[], index: SuiteIndex): Promise<void> {
    const digests = new Map(files.map(({ name, text }) => [name, digestOf(text)]));
    const there = new Set(await readdir(this.#path));
    for (const name of new Set([...this.#old.keys(), ...digests.keys()]))
      if (there.has(name)) await this.#requireOwn(name, digests.get(name));
    for (const { name, text } of files) await writeOutput(join(this.#path, name), text);
    for (const name of this.#old.keys())
      if (!digests.has(name) && name !== SUITE_INDEX) await rm(join(this.#path, name), { force: true });
    const textWith = (own: string): string => {
      const whole = { ...index, digests: { ...Object.fromEntries(digests), [SUITE_INDEX]: own } };
      return `${JSON.stringify(whole, undefined, 1)}\n`;
    };
    await writeOutput(join(this.#path, SUITE_INDEX), textWith(digestOf(textWith(""))));
  }

  /** @param next the digest of what is to be written there */
  async #requireOwn(name: string, next: string | undefined): Promise<void> {
    const bytes = await readFile(join(this.#path, name));
    const old = this.#old.get(name);
    // The index contains its own digest, which is that of its text without the digest.
    const digest = digestOf(name === SUITE_INDEX && old ? bytes.toString("utf8").replace(old, "") : bytes);
    if (digest === old || digest === next) return;
    const file = printable(join(this.#path, name));
    throw new Problem(
      this.#old.has(name)
        ? `${file} has been changed since the suite was made.`
        : `${file} is not one of the suite's files, and would be overwritten.`,
      "Move it elsewhere: a suite overwrites only what it has written.",
    );
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // What is not JSON is not an index.
    return undefined;
  }
}
