import { FailedInState } from "./failed-in-state.ts";

/** A worker's failure, as it is passed to the leader. */
interface Failure {
  readonly message: string;
  readonly stack?: string | undefined;
  readonly words?: readonly number[];
  readonly combination?: number;
  readonly level?: number;
}

const MAX_MESSAGE = 2000;

/** A failure as bytes, shortened if it takes more than the room for it. */
export function failureAsBytes(error: unknown, most: number): Uint8Array {
  const cause = error instanceof FailedInState ? error.cause : error;
  const message = cause instanceof Error ? cause.message : String(cause);
  const place =
    error instanceof FailedInState
      ? { words: error.words, combination: error.combination, level: error.level }
      : {};
  const whole: Failure = { message, stack: cause instanceof Error ? cause.stack : undefined, ...place };
  const short: Failure = { message: message.slice(0, MAX_MESSAGE), ...place };
  for (const failure of [whole, { ...short, stack: whole.stack?.slice(0, MAX_MESSAGE) }, short]) {
    const bytes = new TextEncoder().encode(JSON.stringify(failure));
    if (bytes.length <= most) return bytes;
  }
  return new TextEncoder().encode(JSON.stringify({ message: short.message.slice(0, most / 8) }));
}

/** @param bytes what `failureAsBytes` returned, perhaps followed by zeros */
export function failureFromBytes(bytes: Uint8Array): Error {
  const end = bytes.indexOf(0);
  const text = new TextDecoder().decode(bytes.subarray(0, end === -1 ? bytes.length : end));
  const { message, stack, words, combination = 0, level }: Failure = JSON.parse(text);
  const cause = new Error(message);
  if (stack !== undefined) cause.stack = stack;
  return words === undefined || level === undefined
    ? cause
    : new FailedInState(cause, words, combination, level);
}
