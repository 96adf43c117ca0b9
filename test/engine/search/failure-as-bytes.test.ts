import fc from "fast-check";
import { expect, test } from "vitest";
import { FailedInState } from "../../../src/engine/search/failed-in-state.ts";
import { failureAsBytes, failureFromBytes } from "../../../src/engine/search/failure-as-bytes.ts";

const ROOM = 2 ** 16;
const LONGEST_MESSAGE = 2000;

/** The error as the leader reads it, from room that may be larger than what the worker wrote. */
function handedOver(error: unknown, room: number): Error {
  const bytes = failureAsBytes(error, room);
  expect(bytes.length).toBeLessThanOrEqual(room);
  const shared = new Uint8Array(room);
  shared.set(bytes);
  return failureFromBytes(shared);
}

const inState = (cause: unknown): FailedInState => new FailedInState(cause, [3, 1, 4], 15, 9);

test("a failure comes over whole, with its place in the search", () => {
  fc.assert(
    fc.property(
      fc.string({ unit: "binary" }),
      fc.array(fc.nat()),
      fc.nat(),
      fc.nat(),
      (message, words, combination, level) => {
        const cause = new TypeError(message);
        const failure = handedOver(new FailedInState(cause, words, combination, level), ROOM);
        expect(failure).toBeInstanceOf(FailedInState);
        expect(failure).toMatchObject({
          name: "FailedInState",
          message: cause.message,
          words,
          combination,
          level,
        });
        expect(failure.cause).toMatchObject({ message: cause.message, stack: cause.stack });
      },
    ),
  );
});

test("one that happened in no state has none, and what is no error is told as a text", () => {
  const cause = new RangeError("no memory");
  const failure = handedOver(cause, ROOM);
  expect(failure).not.toBeInstanceOf(FailedInState);
  expect(failure).toMatchObject({ message: "no memory", stack: cause.stack });
  expect(handedOver("thrown as it is", ROOM).message).toBe("thrown as it is");
  expect(handedOver(inState(42), ROOM)).toMatchObject({ message: "42", level: 9 });
});

test("an error without a stack has that of where it is told", () => {
  const cause = new Error("bare");
  delete cause.stack;
  expect(failureFromBytes(failureAsBytes(cause, ROOM)).stack).toContain("failureFromBytes");
});

test("one that fills the room to its end is whole", () => {
  const cause = new Error("full");
  const bytes = failureAsBytes(inState(cause), ROOM);
  expect(failureAsBytes(inState(cause), bytes.length)).toEqual(bytes);
  expect(handedOver(inState(cause), bytes.length).cause).toMatchObject({ stack: cause.stack });
});

test("where there is less room, first the stack is cut, then it goes, then all but the beginning of the message", () => {
  const cause = new Error("m".repeat(3000));
  cause.stack = "s".repeat(9000);
  const [message, stack] = ["m".repeat(LONGEST_MESSAGE), "s".repeat(LONGEST_MESSAGE)];
  const cut = failureAsBytes(inState(cause), 11_999);
  expect(failureFromBytes(cut)).toMatchObject({ message, level: 9, cause: { message, stack } });
  const bare = failureAsBytes(inState(cause), cut.length - 1);
  expect(failureFromBytes(bare)).toMatchObject({ message, words: [3, 1, 4], combination: 15, level: 9 });
  expect(new TextDecoder().decode(bare)).not.toContain("stack");
  const least = failureFromBytes(failureAsBytes(inState(cause), bare.length - 1));
  expect(least).not.toBeInstanceOf(FailedInState);
  expect(least.message).toBe("m".repeat(Math.floor((bare.length - 1) / 8)));
});
