/**
 * The agent as a program. It runs with the rights of whoever runs the tool, so nothing is executed that another user could have
 * written: programs are kept between runs in a folder that is checked, and a checked program stays open until it is executed.
 */
import { createHash } from "node:crypto";
import { type FileHandle, readFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { packageFile } from "../../package/package-file.ts";
import { build } from "./build.ts";
import { cachePlace, findKept, keep } from "./cache.ts";
import { Compiler, type Environment } from "./compiler.ts";
import { whyNot } from "./trusted-folder.ts";

/** How the agent is compiled. Everything has a default. */
export interface Compilation {
  /** Where CC, XDG_CACHE_HOME, HOME and PATH are looked up. Default: the environment of this process. */
  readonly environment?: Environment;
  /** Whether to use the address and undefined-behaviour sanitizers; then it is never static. Default: no. */
  readonly sanitized?: boolean;
}

/** A program to be executed; the caller closes it afterwards. */
export interface Program {
  /** Open for reading. */
  readonly file: FileHandle;
  /** Where it is kept; `undefined` if it is not. */
  readonly path: string | undefined;
  /** Why it is not kept, as sentences. */
  readonly notes: readonly string[];
}

const FLAGS = [
  ...["-std=gnu11", "-O2", "-g0"],
  ...["-Wall", "-Wextra", "-Werror", "-Wshadow", "-Wconversion", "-Wno-sign-conversion", "-Wvla", "-Wundef"],
  ...["-Wstrict-prototypes", "-Wmissing-prototypes", "-Wpointer-arith", "-Wformat=2"],
];

const SANITIZED = ["-g", "-fno-omit-frame-pointer", "-fsanitize=address,undefined", "-fno-sanitize-recover"];

/** A program in a single C file that comes with nsmodel. */
export interface SourceFile {
  readonly name: string;
  /** Relative to the package's folder. */
  readonly path: string;
}

const AGENT: SourceFile = { name: "agent", path: "src/conformance/agent/agent.c" };

/** Compiles the agent. @throws {CannotRun} if it cannot be compiled */
export function compileAgent(compilation: Compilation = {}): Promise<Program> {
  return compile(AGENT, compilation);
}

/**
 * Compiles a program with `cc` (or CC) on first use. It is kept in `$XDG_CACHE_HOME/nsmodel`, otherwise `~/.cache/nsmodel`, under a hash
 * of the source, the flags, CC and the architecture; if it is there, no compiler is needed. If that folder cannot be used, or others could
 * change it, the program is compiled in a new folder and not kept. It is static if a static C library is installed, so that it can be the
 * only program on a machine.
 *
 * @throws {CannotRun} if it cannot be compiled
 */
export async function compile(
  source: SourceFile,
  { environment = process.env, sanitized = false }: Compilation = {},
): Promise<Program> {
  const compiler = new Compiler(environment);
  const flags = [...FLAGS, ...(sanitized ? SANITIZED : [])];
  const path = packageFile(source.path);
  const words = [...flags, compiler.program, ...compiler.options];
  const name = `${source.name}-${await contentName(path, words)}`;
  const place = cachePlace(environment);
  const elsewhere = place === undefined ? [] : [dirname(place.path)];
  const compiled = () => build(compiler, path, flags, !sanitized, elsewhere);

  if (place === undefined) return unkept(await compiled(), "No home folder is known");
  const refused = (error: unknown) => `The folder ${place.path} is not used (${whyNot(error)})`;
  const keptAt = join(place.path, name);
  let kept: FileHandle | undefined;
  try {
    kept = await findKept(place, name);
  } catch (error) {
    const why = refused(error);
    return unkept(await compiled(), why);
  }
  if (kept !== undefined) return { file: kept, path: keptAt, notes: [] };
  const file = await compiled();
  try {
    const copy = await keep(place, name, file);
    await file.close();
    return { file: copy, path: keptAt, notes: [] };
  } catch (error) {
    return unkept(file, refused(error));
  }
}

function unkept(file: FileHandle, why: string): Program {
  const note = `${why}: the agent was compiled for this run only. Set XDG_CACHE_HOME to keep it in another folder.`;
  return { file, path: undefined, notes: [note] };
}

async function contentName(path: string, words: readonly string[]): Promise<string> {
  const content = [await readFile(path, "utf8"), words.join("\n"), process.arch];
  return createHash("sha256").update(content.join("\0")).digest("hex").slice(0, 32);
}
