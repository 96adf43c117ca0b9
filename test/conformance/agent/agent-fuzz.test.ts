import { spawn } from "node:child_process";
import fc from "fast-check";
import { beforeAll, expect, test } from "vitest";
import { encodeBatch } from "../../../src/conformance/agent/encode.ts";
import { FRAME_LIMIT, OPERATIONS_LIMIT } from "../../../src/conformance/agent/limits.ts";
import { type AgentCall, CALLS, OPERATIONS } from "../../../src/conformance/agent/operations.ts";
import { describeOnKernel } from "../machine.ts";
import { compiledPath } from "./compiled.ts";

interface Ended {
  readonly status: number | null;
  readonly output: Buffer;
  readonly errors: string;
}

describeOnKernel("a malformed frame", ["superuser", "compiler"], () => {
  let program: string;
  beforeAll(async () => {
    program = await compiledPath({ sanitized: true });
  });

  /** Feeds these bytes to an agent, then closes its input. */
  function fed(bytes: Uint8Array): Promise<Ended> {
    return new Promise((done) => {
      const env = { ...process.env, ASAN_OPTIONS: "detect_leaks=0" };
      const agent = spawn(program, [], { env });
      const output: Buffer[] = [];
      let errors = "";
      agent.stdout.on("data", (piece: Buffer) => output.push(piece));
      agent.stderr.on("data", (piece: Buffer) => {
        errors += piece.toString();
      });
      // It may end before it has read everything.
      agent.stdin.on("error", () => undefined);
      agent.once("close", (status) => done({ status, output: Buffer.concat(output), errors }));
      agent.stdin.end(bytes);
    });
  }

  const frame = (length: number, count: number, ...rest: readonly number[]) =>
    Buffer.concat([Buffer.from(Uint32Array.of(length, count).buffer), Buffer.from(rest)]);
  const hello = [1, 0, 255, 255, 0, 0, 0, 0];

  test.each([
    ["too long", frame(FRAME_LIMIT + 8, 1), "its length is out of bounds"],
    ["of a length that is no multiple of eight", frame(9, 1), "its length is out of bounds"],
    ["of too many operations", frame(8, OPERATIONS_LIMIT + 1), "it has too many operations"],
    ["of fewer operations than it says", frame(8, 2, ...hello), "it ends within an operation"],
    ["of more operations than it says", frame(8, 0, ...hello), "it continues after its last operation"],
    ["with a bad head", frame(8, 1, 1, 0, 255, 255, 0, 0, 1, 0), "an operation has a bad head"],
    ["with too many numbers", frame(8, 1, 99, 0, 255, 255, 5, 0, 0, 0), "an operation has a bad head"],
    [
      "with fields of another operation",
      frame(8, 1, 6, 0, 0, 0, 0, 0, 0, 0),
      "an operation has the wrong fields",
    ],
    ["that is not whole", frame(16, 1, ...hello), "the input ends within it"],
    ["with an unfinished head", Buffer.of(1, 2, 3), "the input ends within it"],
    [
      "with a text longer than the frame",
      frame(24, 1, 99, 0, 255, 255, 0, 1, 0, 0, 16, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0),
      "it ends within an operation",
    ],
    [
      "with a text without its NUL",
      frame(24, 1, 99, 0, 255, 255, 0, 1, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 1, 1, 1, 1),
      "a text is not ended by a NUL",
    ],
    [
      "with a text of an absurd length",
      frame(16, 1, 99, 0, 255, 255, 0, 1, 0, 0, 255, 255, 255, 255, 255, 255, 255, 255),
      "a text is too long",
    ],
  ])("%s ends the agent with status 2", async (_what, bytes, why) => {
    const { status, errors } = await fed(bytes);
    expect({ status, errors }).toEqual({
      status: 2,
      errors: expect.stringContaining(`malformed frame: ${why}`),
    });
  });

  test("is none where the operation is unknown: that answers ENOSYS, and the batch goes on", async () => {
    const { status, output } = await fed(frame(16, 2, 99, 0, 0, 0, 0, 0, 0, 0, ...hello));
    expect([status, output.readInt32LE(8), output.readInt32LE(8 + 24)]).toEqual([0, 38, 0]);
  });

  test("with a number that is too wide for its field ends the agent, whatever the operation and the field", async () => {
    const numbersOf = (call: AgentCall) =>
      Object.values(OPERATIONS[call].fields).filter((sort) => !["text", "bytes", "slots"].includes(sort));
    const narrow = CALLS.flatMap((call) =>
      numbersOf(call).flatMap((sort, place) => (sort === "wide" ? [] : [{ call, place }])),
    );
    expect(narrow.length).toBeGreaterThan(35);
    // This includes (4 << 32) | 4: because of the upper half, the guards and close(2) once saw different numbers.
    const wide = fc.record({ high: fc.integer({ min: 4, max: 2 ** 31 - 1 }), low: fc.nat(2 ** 31 - 1) });
    const [example] = fc.sample(wide, { numRuns: 1, seed: 1 });
    for (const { call, place } of narrow) {
      const { high, low } = call === "close" ? { high: 4, low: 4 } : (example ?? { high: 5, low: 5 });
      const { fields, code } = OPERATIONS[call];
      const numbers = numbersOf(call).map((_, index) => (index === place ? [low, high] : [0, 0]));
      const texts = Object.keys(fields).length - numbers.length;
      const words = [code + 0xffff * 2 ** 16, numbers.length + texts * 2 ** 8, ...numbers.flat()];
      const content = [...words, ...Array.from({ length: texts }, () => [0, 0, 0, 0]).flat()];
      const bytes = Buffer.from(Uint32Array.of(content.length * 4, 1, ...content).buffer);
      const { status, errors } = await fed(bytes);
      expect({ call, place, status, errors }).toEqual({
        call,
        place,
        status: 2,
        errors: "nsmodel agent: malformed frame: a number is too wide for its field\n",
      });
    }
  });

  test("however it came about, ends the agent at once, with status 2 or at the end of the input", async () => {
    const valid = encodeBatch([
      { call: "hello" },
      { call: "unshare", slot: 3, flags: 5 },
      { call: "read", slot: 3, directory: { procOf: 4 }, path: "status" },
      { call: "snapshot", show: ["uts", "status"], slots: [1, 2] },
      { call: "wait_gone", until: "gone", milliseconds: 0, slots: [7] },
      { call: "close", slot: 9, file: { resultOf: 3 } },
    ]);
    // Excludes file operations of the main process itself: damaged ones could harm the host.
    const operations = fc.array(fc.record({ at: fc.nat(valid.length - 1), byte: fc.nat(255) }), {
      minLength: 1,
      maxLength: 4,
    });
    const damaged = operations
      .map((changes) => {
        const bytes = Buffer.from(valid);
        for (const { at, byte } of changes) bytes[at] = byte;
        return bytes;
      })
      .filter((bytes) => !reachesMain(bytes));
    const noise = fc.uint8Array({ maxLength: 64 });
    await fc.assert(
      fc.asyncProperty(fc.oneof(damaged, noise), async (bytes) => {
        const { status, errors } = await fed(bytes);
        expect([0, 2]).toContain(status);
        expect(errors).toMatch(status === 0 ? /^$/ : /^nsmodel agent: malformed frame: .*\n$/);
      }),
      { numRuns: 60 },
    );
  });
});

/** Whether any eight bytes could be the head of a file operation of the main process, or of `start`, `signal` or `at_end`. */
function reachesMain(bytes: Buffer): boolean {
  for (let at = 8; at + 8 <= bytes.length; at += 8) {
    const performer = bytes.readUInt16LE(at + 2);
    const operation = bytes.readUInt16LE(at);
    if (performer === 0xffff && operation >= 16 && operation <= 29) return true;
    if (operation === 32 || operation === 9 || operation === 2) return true;
  }
  return false;
}
