import { failureAsBytes, failureFromBytes } from "../../engine/search/failure-as-bytes.ts";
import { DamagedObject } from "../../objects/objects.ts";
import { isSystemError } from "../files/system-error.ts";
import { type ExitCode, Problem } from "../problem.ts";

/** Why a job has failed, as a thread reports it: the class of an error is lost on the way between threads. */
export type JobFailure =
  | { readonly is: "damaged"; readonly object: string; readonly why: string }
  | { readonly is: "refused"; readonly message: string; readonly code: string; readonly syscall: string }
  | {
      readonly is: "problem";
      readonly message: string;
      readonly hint: string | undefined;
      readonly exitCode: ExitCode;
    }
  | { readonly is: "failed"; readonly bytes: Uint8Array };

const MAX_BYTES = 2 ** 16;

export function failureOf(error: unknown): JobFailure {
  if (error instanceof DamagedObject) return { is: "damaged", object: error.object, why: error.why };
  if (error instanceof Problem) {
    const { message, hint, exitCode } = error;
    return { is: "problem", message, hint, exitCode };
  }
  if (isSystemError(error)) {
    const { message, code = "", syscall = "" } = error;
    return { is: "refused", message, code, syscall };
  }
  return { is: "failed", bytes: failureAsBytes(error, MAX_BYTES) };
}

export function errorOf(failure: JobFailure): Error {
  switch (failure.is) {
    case "damaged":
      return new DamagedObject(failure.object, failure.why);
    case "problem":
      return new Problem(failure.message, failure.hint, failure.exitCode);
    case "refused": {
      const { message, code, syscall } = failure;
      return Object.assign(new Error(message), { code, syscall });
    }
    case "failed":
      return failureFromBytes(failure.bytes);
  }
}
