/** Designs and properties of the user's own, on their way to workers: bundled with all that they import, and known by their digest. */
import { createHash } from "node:crypto";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join, relative, resolve } from "node:path";
import { moduleNameOf } from "../user/modules.ts";

/** Modules in files: those that were named, by the names under which they were, and those that several of them import. */
export interface Sources {
  /** For each file as it was named, the one that it became. */
  readonly entries: Readonly<Record<string, string>>;
  /** What stands in each file. */
  readonly texts: Readonly<Record<string, string>>;
  /** The files that they were made from, as errors name them. */
  readonly madeFrom: readonly string[];
}

/** Modules as text, and its digest. */
export interface Bundle {
  readonly digest: string;
  readonly text: string;
}

/**
 * Bundles the modules that stand among some references.
 *
 * @returns nothing where there are none
 */
export async function bundleOf(references: readonly string[]): Promise<Bundle | undefined> {
  const files = [...new Set(references.flatMap((one) => moduleNameOf(one)?.file ?? []))];
  if (files.length === 0) return undefined;
  const { build } = await import("esbuild"); // takes a while
  const entries = Object.fromEntries(files.map((file, index) => [file, `module-${index}`]));
  const { outputFiles, metafile } = await build({
    entryPoints: Object.fromEntries(files.map((file) => [entries[file] ?? "", resolve(file)])),
    bundle: true,
    splitting: true, // what several of them import is there once
    format: "esm",
    platform: "node",
    external: ["nsmodel"],
    outdir: ".",
    outExtension: { ".js": ".mjs" },
    write: false,
    sourcemap: "inline", // so that an error is told by its place in the source
    sourcesContent: false,
    metafile: true,
    logLevel: "silent", // they were loaded before
  });
  const sources: Sources = {
    entries: Object.fromEntries(files.map((file) => [file, `${entries[file]}.mjs`])),
    texts: Object.fromEntries(outputFiles.map(({ path, text }) => [relative("", path), text])),
    madeFrom: Object.keys(metafile.inputs),
  };
  const text = JSON.stringify(sources);
  return { digest: digestOf(text), text };
}

const digestOf = (text: string): string => createHash("sha256").update(text).digest("hex");

/** Modules of a user's as a worker has them. */
export interface Here {
  /** By each reference of the leader's that is among them the one that finds the same here. */
  readonly references: Readonly<Record<string, string>>;
  readonly folder: string;
  /** The files that they were made from, as if they were in the folder: so errors name them. */
  readonly madeFrom: readonly string[];
}

/** Modules that were unpacked into a folder that nobody else can write to. */
export class Unpacked {
  readonly #folder: string;
  readonly #sources: Sources;

  private constructor(folder: string, sources: Sources) {
    this.#folder = folder;
    this.#sources = sources;
  }

  /** @throws {Error} where the text is not that of the digest */
  static async from({ digest, text }: Bundle): Promise<Unpacked> {
    if (digestOf(text) !== digest) throw new Error("what was sent of designs is not what their digest says");
    const sources: Sources = JSON.parse(text);
    const folder = await mkdtemp(join(tmpdir(), "nsmodel-work-"));
    for (const [name, content] of Object.entries(sources.texts)) {
      await mkdir(dirname(join(folder, name)), { recursive: true });
      await writeFile(join(folder, name), content);
    }
    return new Unpacked(folder, sources);
  }

  /** What some references are here, and where errors come from. */
  here(references: readonly string[]): Here {
    return {
      references: Object.fromEntries(
        references.flatMap((one) => {
          const reference = this.#reference(one);
          return reference === undefined ? [] : [[one, reference]];
        }),
      ),
      folder: this.#folder,
      madeFrom: this.#sources.madeFrom.map((file) => join(this.#folder, file)),
    };
  }

  #reference(reference: string): string | undefined {
    const { file, exported } = moduleNameOf(reference) ?? {};
    const entry = file === undefined ? undefined : this.#sources.entries[file];
    if (entry === undefined) return undefined;
    return `${join(this.#folder, entry)}${exported === undefined ? "" : `#${exported}`}`;
  }

  remove(): Promise<void> {
    return rm(this.#folder, { recursive: true, force: true });
  }
}
