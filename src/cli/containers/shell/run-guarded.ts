import type { Paint } from "../../../text/paint.ts";
import { usersMistake } from "../../user/users-mistake.ts";
import { type Result, STATUS } from "./command.ts";
import { runLine } from "./run-command.ts";
import type { ShellSession } from "./session.ts";

/**
 * Runs a line. If a user-defined design throws, that is reported and the session stays as it was.
 *
 * @returns `undefined` if the line is empty or a comment
 * @throws {unknown} if the error is a bug in nsmodel
 */
export function runGuarded(session: ShellSession, line: string, paint: Paint): Result | undefined {
  try {
    return runLine(session, line, paint);
  } catch (error) {
    const { message, hint } = usersMistake(error);
    const errors = [
      message,
      ...(hint === undefined ? [] : hint.split("\n")),
      "The session is as it was before this call.",
    ];
    return { session, status: STATUS.refused, output: [], errors };
  }
}
