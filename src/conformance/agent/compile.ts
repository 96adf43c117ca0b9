import { execFile } from "node:child_process";
import { createHash, randomUUID } from "node:crypto";
import { access, chmod, mkdir, readFile, rename, rm } from "node:fs/promises";
import { homedir } from "node:os";
import { join } from "node:path";

/** The machine has no C compiler that can be started. */
export class NoCompiler extends Error {
  /** What to do about it, in a sentence. */
  readonly hint = "Install one, e.g. with `apt install gcc libc6-dev`, or name one in CC.";

  constructor(compiler: string) {
    super(`the agent needs a C compiler, and ${compiler} cannot be started`);
    this.name = "NoCompiler";
  }
}

/** The compiler refuses the agent: a fault of the agent or of the compiler's installation. */
export class DoesNotCompile extends Error {
  /** What the compiler wrote. */
  readonly words: string;

  constructor(compiler: string, words: string) {
    super(`${compiler} does not compile the agent:\n${words}`);
    this.name = "DoesNotCompile";
    this.words = words;
  }
}

/** How the agent is compiled. Everything has a default. */
export interface Compilation {
  /** Where CC, XDG_CACHE_HOME, HOME and PATH are looked up. Default: the environment of this process. */
  readonly environment?: Readonly<Record<string, string | undefined>>;
  /** With the address and undefined-behaviour sanitizers, and so never static. Default: without. */
  readonly sanitized?: boolean;
}

const SOURCE = join(import.meta.dirname, "agent.c");

const FLAGS = [
  ...["-std=gnu11", "-O2", "-g0"],
  ...["-Wall", "-Wextra", "-Werror", "-Wshadow", "-Wconversion", "-Wno-sign-conversion", "-Wvla", "-Wundef"],
  ...["-Wstrict-prototypes", "-Wmissing-prototypes", "-Wpointer-arith", "-Wformat=2"],
];

const SANITIZED = ["-g", "-fno-omit-frame-pointer", "-fsanitize=address,undefined", "-fno-sanitize-recover"];

/**
 * The agent as a program, compiled with `cc` (or CC) on first use. It is kept in `$XDG_CACHE_HOME/nsmodel`, or else
 * `~/.cache/nsmodel`, under a name made of the source, the flags and the compiler's version. Static, so that it can be the only
 * program of a machine, where a static C library is installed.
 *
 * @returns the program's path
 * @throws {NoCompiler | DoesNotCompile}
 */
export async function compileAgent({
  environment = process.env,
  sanitized = false,
}: Compilation = {}): Promise<string> {
  // As make(1) does: CC may have options behind the program.
  const [compiler = "cc", ...options] = (environment["CC"] ?? "cc").split(/\s+/).filter(Boolean);
  const flags = [...options, ...FLAGS, ...(sanitized ? SANITIZED : [])];
  const compile = (...words: readonly string[]) => run(compiler, words, environment);

  const path = join(cacheFolder(environment), `agent-${await contentName(compile, flags)}`);
  if (await exists(path)) return path;

  await mkdir(cacheFolder(environment), { recursive: true });
  const unfinished = `${path}.${randomUUID()}`;
  try {
    await link(compile, compiler, [...flags, "-o", unfinished, SOURCE], sanitized);
    await chmod(unfinished, 0o755);
    await rename(unfinished, path);
  } finally {
    await rm(unfinished, { force: true });
  }
  return path;
}

interface Ended {
  readonly succeeded: boolean;
  readonly output: string;
}
type Compile = (...words: readonly string[]) => Promise<Ended>;

/** Static where that links, else dynamic. */
async function link(
  compile: Compile,
  compiler: string,
  words: readonly string[],
  sanitized: boolean,
): Promise<void> {
  if (!sanitized && (await compile("-static", ...words)).succeeded) return;
  const { succeeded, output } = await compile(...words);
  if (!succeeded) throw new DoesNotCompile(compiler, output);
}

async function contentName(compile: Compile, flags: readonly string[]): Promise<string> {
  const { output } = await compile("--version");
  const content = [await readFile(SOURCE, "utf8"), flags.join("\n"), output, process.arch];
  return createHash("sha256").update(content.join("\0")).digest("hex").slice(0, 32);
}

function cacheFolder(environment: Readonly<Record<string, string | undefined>>): string {
  return join(environment["XDG_CACHE_HOME"] || join(environment["HOME"] || homedir(), ".cache"), "nsmodel");
}

async function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}

/** Runs the compiler to its end. */
function run(
  compiler: string,
  words: readonly string[],
  environment: Readonly<Record<string, string | undefined>>,
): Promise<Ended> {
  return new Promise((done, fail) => {
    // LC_ALL: what it writes is part of the name, and read by people who help.
    const env = { ...environment, LC_ALL: "C" };
    execFile(compiler, words, { env }, (error, output, errors) => {
      // A number is the compiler's own status; a text says why it could not be started.
      if (error !== null && typeof error.code === "string") fail(new NoCompiler(compiler));
      else done({ succeeded: error === null, output: output + errors });
    });
  });
}
