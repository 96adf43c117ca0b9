/** User-defined designs and properties on their way to workers: bundled with all that they import, and identified by a digest. */
import { createHash } from "node:crypto";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join, relative, resolve } from "node:path";
import { moduleNameOf } from "../user/modules.ts";

/** Bundled modules: those that were named, and what several of them import. */
export interface Sources {
  /** The output file of each file, by the name that was given. */
  readonly entries: Readonly<Record<string, string>>;
  /** The content of each output file. */
  readonly texts: Readonly<Record<string, string>>;
  /** The source files, as errors name them. */
  readonly madeFrom: readonly string[];
}

/** Modules as text, and its digest. */
export interface Bundle {
  readonly digest: string;
  readonly text: string;
}

/**
 * Bundles the modules that some references name.
 *
 * @returns `undefined` if no module is named
 */
export async function bundleOf(references: readonly string[]): Promise<Bundle | undefined> {
  const files = [...new Set(references.flatMap((one) => moduleNameOf(one)?.file ?? []))];
  if (files.length === 0) return undefined;
  const { build } = await import("esbuild"); // takes a while
  const entries = Object.fromEntries(files.map((file, index) => [file, `module-${index}`]));
  const { outputFiles, metafile } = await build({
    entryPoints: Object.fromEntries(files.map((file) => [entries[file] ?? "", resolve(file)])),
    bundle: true,
    splitting: true, // so that code imported by several of them exists once
    format: "esm",
    platform: "node",
    external: ["nsmodel"],
    outdir: ".",
    outExtension: { ".js": ".mjs" },
    write: false,
    sourcemap: "inline", // so that errors point into the source
    sourcesContent: false,
    metafile: true,
    logLevel: "silent", // the modules have been loaded before
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

/** The user's modules as a worker has them. */
export interface Here {
  /** For each of the leader's references to them, the reference that finds the same here. */
  readonly references: Readonly<Record<string, string>>;
  readonly folder: string;
  /** The source files, as if they were in the folder: that is how errors name them. */
  readonly madeFrom: readonly string[];
}

/** Modules unpacked into a folder that nobody else can write to. */
export class Unpacked {
  readonly #folder: string;
  readonly #sources: Sources;

  private constructor(folder: string, sources: Sources) {
    this.#folder = folder;
    this.#sources = sources;
  }

  /** @throws {Error} if the text does not match the digest */
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

  /** What some references are here, and what errors refer to. */
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
