import type { TaskNumber } from "../../../model/numbers.ts";
import type { Paint } from "../../../text/paint.ts";
import type { ShellSession } from "./session.ts";

/** The status of a command, like `$?` of sh: done, refused, or not understood. */
export const STATUS = { done: 0, refused: 1, misunderstood: 2 } as const;

export type ExitStatus = (typeof STATUS)[keyof typeof STATUS];

/** What a command wants done outside the session: the core itself touches no file and ends no process. */
export type CommandEffect =
  | { readonly effect: "save"; readonly file: string; readonly text: string; readonly done: string }
  | { readonly effect: "load"; readonly file: string }
  | { readonly effect: "clear" }
  | { readonly effect: "quit" };

/** The result of a command. Its lines are safe to print. */
export interface Result {
  readonly session: ShellSession;
  readonly status: ExitStatus;
  /** For standard output. */
  readonly output: readonly string[];
  /** For standard error. */
  readonly errors: readonly string[];
  readonly effect?: CommandEffect;
}

/** What a command works on. */
export interface Context {
  readonly session: ShellSession;
  /** The caller: the current task, or the one that `as` names; `null` in a final world. */
  readonly task: TaskNumber | null;
  /** All commands. */
  readonly commands: readonly ShellCommand[];
  readonly paint: Paint;
}

/** A command of the shell. */
export interface ShellCommand {
  readonly name: string;
  /** Each way to write it, the name included. */
  readonly usage: readonly string[];
  /** What it does, in a line without a full stop. */
  readonly summary: string;
  /** Further help, in full sentences. */
  readonly details?: string;
  /** The calls that it can make, of which the design must have one; empty if it makes none. */
  readonly calls: readonly string[];
  /** @throws {Complaint} if it cannot be done */
  run(context: Context, words: readonly string[]): Result;
  /** What the word after these may be. */
  complete?(context: Context, words: readonly string[]): readonly string[];
}

/** Why a command was not done, as the shell prints it. */
export class Complaint extends Error {
  readonly status: ExitStatus;

  constructor(message: string, status: ExitStatus = STATUS.misunderstood) {
    super(message);
    this.name = "Complaint";
    this.status = status;
  }
}

/** The result of a command that did what it was asked to. */
export function done(session: ShellSession, ...output: readonly string[]): Result {
  return { session, status: STATUS.done, output, errors: [] };
}
