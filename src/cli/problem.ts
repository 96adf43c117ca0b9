/**
 * The exit codes of commands; see docs/commands.md. `broken`: a property is broken, or a history or backend differs, and nothing else.
 * `notDecided`: nothing that was asked is broken, but something is not decided, because a bound or an interrupt came first.
 */
export const EXIT = { asClaimed: 0, broken: 1, badRequest: 2, cannotHere: 3, notDecided: 4 } as const;

export type ExitCode = (typeof EXIT)[keyof typeof EXIT];

/** An error that the user can fix: what was wrong, where, and what to do. It is printed without a stack trace. */
export class Problem extends Error {
  readonly exitCode: ExitCode;
  /** What to do about it, in a sentence. */
  readonly hint: string | undefined;

  constructor(message: string, hint?: string, exitCode: ExitCode = EXIT.badRequest) {
    super(message);
    this.name = "Problem";
    this.hint = hint;
    this.exitCode = exitCode;
  }
}
