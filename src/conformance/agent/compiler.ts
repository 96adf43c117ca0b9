import { type ExecFileException, execFile } from "node:child_process";
import { CannotRun } from "../cannot-run.ts";
import { isSystemCallError } from "./errno-error.ts";
import { withPrivateUmask } from "./private-umask.ts";

/** The variables of a process's environment. */
export type Environment = Readonly<Record<string, string | undefined>>;

const HINT = "Install one, e.g. with `apt install gcc libc6-dev`, or name one in CC.";

/** The machine has no C compiler that can be started. */
export class NoCompiler extends CannotRun {
  constructor(compiler: string, why: string) {
    super(`the agent needs a C compiler, and ${compiler} cannot be started (${why})`, HINT);
    this.name = "NoCompiler";
  }
}

/** The compiler rejects the agent: the agent or the compiler's installation is at fault, or it is not a compiler. */
export class DoesNotCompile extends CannotRun {
  /** What the compiler wrote. */
  readonly words: string;

  constructor(compiler: string, words: string) {
    super(`${compiler} cannot compile the agent: ${words.trim().replace(/\.$/, "") || "no message"}`, HINT);
    this.name = "DoesNotCompile";
    this.words = words;
  }
}

/** How a run of the compiler ended. */
export interface Ended {
  readonly succeeded: boolean;
  /** What it wrote on standard output and standard error. */
  readonly words: string;
}

/** Time limit in milliseconds; a run takes about a second. */
const PATIENCE = 120_000;
const MAX_OUTPUT = 1 << 20;

/** The C compiler that CC names, or `cc`. */
export class Compiler {
  readonly program: string;
  /** The words after the program in CC, as make(1) allows. */
  readonly options: readonly string[];
  readonly #environment: Environment;

  constructor(environment: Environment) {
    const [program = "cc", ...options] = (environment["CC"] ?? "").split(/\s+/).filter(Boolean);
    this.program = program;
    this.options = options;
    this.#environment = environment;
  }

  /** Runs it to completion. @param temporary the folder for its temporary files @throws {NoCompiler} */
  run(words: readonly string[], temporary: string): Promise<Ended> {
    const { program } = this;
    // LC_ALL: its messages are read by people who help, in English.
    const env = { ...this.#environment, LC_ALL: "C", TMPDIR: temporary };
    return new Promise((done, fail) => {
      const limits = { timeout: PATIENCE, killSignal: "SIGKILL", maxBuffer: MAX_OUTPUT } as const;
      const ended = (error: ExecFileException | null, output: string, errors: string): void => {
        if (isSystemCallError(error)) fail(new NoCompiler(program, error.code));
        else
          done({ succeeded: error === null, words: error?.killed ? "it does not finish" : output + errors });
      };
      const all = [...this.options, ...words];
      const child = withPrivateUmask(() => execFile(program, all, { env, ...limits }, ended));
      child.stdin?.end();
    });
  }
}
