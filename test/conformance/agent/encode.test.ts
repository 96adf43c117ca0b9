import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { descriptorNumber, encodeBatch } from "../../../src/conformance/agent/encode.ts";
import { BATCH_LIMIT, FRAME_LIMIT, OPERATIONS_LIMIT, SLOTS } from "../../../src/conformance/agent/limits.ts";
import {
  type AgentCall,
  CALLS,
  type FieldValues,
  MAIN,
  OPERATIONS,
  type Request,
  ROOT_SLOT,
} from "../../../src/conformance/agent/operations.ts";
import { PRESENCES, SHOWN } from "../../../src/conformance/agent/snapshot.ts";
import { ToolLimit } from "../../../src/conformance/agent/tool-limit.ts";

const slot = fc.oneof(fc.nat(255), fc.constantFrom(MAIN, ROOT_SLOT));
const number = fc.integer();
const descriptor = fc.oneof(
  fc.integer(),
  fc.record({ resultOf: fc.nat(4095) }),
  fc.record({ pidfdOf: slot }),
  fc.record({ procOf: slot }),
);
const VALUES: { readonly [Sort in keyof FieldValues]: fc.Arbitrary<FieldValues[Sort]> } = {
  number,
  unsigned: fc.nat(2 ** 32 - 1),
  wide: fc.maxSafeInteger(),
  child: fc.nat(255),
  boolean: fc.boolean(),
  descriptor,
  cgroup: fc.option(descriptor),
  presence: fc.constantFrom(...PRESENCES),
  shown: fc.subarray([...SHOWN]),
  text: fc.string({ unit: "grapheme" }).filter((text) => !text.includes("\0")),
  bytes: fc.uint8Array(),
  slots: fc.array(slot),
};

function requestOf(call: AgentCall): fc.Arbitrary<Request> {
  const { by, fields } = OPERATIONS[call];
  const values = Object.entries(fields).map(([field, sort]) => [field, VALUES[sort]]);
  const addressed = by === "body" || by === "both" ? { slot } : {};
  // According to the table, these are exactly the fields of this call.
  return fc.record({
    call: fc.constant(call),
    ...addressed,
    ...Object.fromEntries(values),
  }) as unknown as fc.Arbitrary<Request>;
}

const anyRequest: fc.Arbitrary<Request> = fc.oneof(...CALLS.map(requestOf));

/** Splits consecutive frames. */
function framesOf(bytes: Buffer): Buffer[] {
  if (bytes.length === 0) return [];
  const end = 8 + bytes.readUInt32LE(0);
  return [bytes.subarray(0, end), ...framesOf(bytes.subarray(end))];
}

/** The number of operations that a frame declares. */
const countOf = (frame: Buffer) => frame.readUInt32LE(4) % 2 ** 31;

/** Decodes a frame independently of the encoder. */
function read(frame: Buffer) {
  let at = 8;
  const operations = Array.from({ length: countOf(frame) }, () => {
    const operation = { code: frame.readUInt16LE(at), slot: frame.readUInt16LE(at + 2) };
    const [numbers, texts] = [frame.readUInt8(at + 4), frame.readUInt8(at + 5)];
    expect(frame.readUInt16LE(at + 6)).toBe(0);
    at += 8;
    const nextNumber = () => {
      at += 8;
      return frame.readBigInt64LE(at - 8);
    };
    const nextText = () => {
      const length = Number(nextNumber());
      const text = frame.subarray(at, at + length);
      expect(frame[at + length]).toBe(0);
      at += Math.ceil((length + 1) / 8) * 8;
      return text.toString("hex");
    };
    return {
      ...operation,
      numbers: Array.from({ length: numbers }, nextNumber),
      texts: Array.from({ length: texts }, nextText),
    };
  });
  expect([at, frame.readUInt32LE(0)]).toEqual([frame.length, frame.length - 8]);
  return operations;
}

/** What the frame of a request should decode to. */
function expected(request: Request) {
  const { code, by, fields } = OPERATIONS[request.call];
  const numbers: bigint[] = [];
  const texts: string[] = [];
  for (const [field, sort] of Object.entries(fields)) {
    // The type of each field depends on the call; here they are looked up by name.
    const value = (request as unknown as Record<string, never>)[field] as never;
    if (sort === "text") texts.push(Buffer.from(value).toString("hex"));
    else if (sort === "bytes") texts.push(Buffer.from(value).toString("hex"));
    else if (sort === "slots") texts.push(Buffer.from(Uint16Array.from(value).buffer).toString("hex"));
    else if (sort === "presence") numbers.push(BigInt(PRESENCES.indexOf(value)));
    else if (sort === "shown")
      numbers.push(BigInt(SHOWN.reduce((mask, shown, bit) => mask + bitOf(value, shown, bit), 0)));
    else if (sort === "boolean") numbers.push(value ? 1n : 0n);
    else if (sort === "cgroup" && value === null) numbers.push(-1n);
    else if (sort === "cgroup" || sort === "descriptor") numbers.push(BigInt(descriptorNumber(value)));
    else numbers.push(BigInt(value));
  }
  const own = "slot" in request ? request.slot : by === "root" ? ROOT_SLOT : MAIN;
  return { code, slot: own, numbers, texts };
}

const bitOf = (show: readonly string[], shown: string, bit: number) => (show.includes(shown) ? 2 ** bit : 0);

describe("encodeBatch", () => {
  test("says each operation's number, slot and fields", () => {
    fc.assert(
      fc.property(fc.array(anyRequest, { maxLength: 8 }), (batch) => {
        expect(read(encodeBatch(batch))).toEqual(batch.map(expected));
      }),
    );
  });

  test("gives every operation a number of its own", () => {
    expect(new Set(CALLS.map((call) => OPERATIONS[call].code)).size).toBe(CALLS.length);
  });

  test("cuts a batch where a frame is full, by operations and by bytes", () => {
    const hello = { call: "hello" } as const;
    const write = { call: "write", slot: 0, directory: 0, path: "", bytes: Buffer.alloc(2 ** 18) } as const;
    for (const batch of [
      Array.from({ length: 2 * OPERATIONS_LIMIT + 1 }, () => hello),
      Array.from({ length: 9 }, () => write),
      [...Array.from({ length: OPERATIONS_LIMIT }, () => hello), ...Array.from({ length: 4 }, () => write)],
    ]) {
      const frames = framesOf(encodeBatch(batch));
      expect(frames.length).toBeGreaterThan(1);
      for (const frame of frames) {
        expect(frame.length - 8).toBeLessThanOrEqual(FRAME_LIMIT);
        expect(countOf(frame)).toBeLessThanOrEqual(OPERATIONS_LIMIT);
      }
      expect(frames.map((frame) => frame.readUInt32LE(4) >= 2 ** 31)).toEqual(
        frames.map((_, index) => index < frames.length - 1),
      );
      expect(frames.flatMap(read)).toEqual(batch.map(expected));
    }
  });

  test("refuses what no frame can hold, and more processes than there are slots", () => {
    const hello = { call: "hello" } as const;
    expect(() => encodeBatch(Array.from({ length: BATCH_LIMIT + 1 }, () => hello))).toThrow(ToolLimit);
    const write = { call: "write", slot: 0, directory: 0, path: "" } as const;
    expect(() => encodeBatch([hello, { ...write, bytes: Buffer.alloc(FRAME_LIMIT) }])).toThrow(
      "the tool cannot make a request of more than 1048576 bytes (write)",
    );
    expect(() => encodeBatch([{ call: "spawn", child: SLOTS, cgroup: null }])).toThrow(
      "the tool cannot have more than 256 processes at once",
    );
  });

  test("refuses a field that the kernel would take for another number", () => {
    const path = { directory: -100, path: "" } as const;
    const refused: readonly Request[] = [
      { call: "write", slot: 0, ...path, path: "a\0b", bytes: Buffer.of() },
      { call: "unshare", slot: -1, flags: 0 },
      { call: "unshare", slot: SLOTS, flags: 0 },
      { call: "unshare", slot: 0, flags: 2 ** 60 },
      { call: "snapshot", show: [], slots: [70_000] },
      { call: "spawn", child: 0.5, cgroup: null },
      { call: "spawn", child: -1, cgroup: null },
    ];
    for (const request of refused) expect(() => encodeBatch([request]), request.call).toThrow(RangeError);
  });

  test("checks the width of each number of each operation", () => {
    const widths = { number: 31, unsigned: 32, wide: 53, descriptor: 31, cgroup: 31, child: 8 } as const;
    let checked = 0;
    for (const call of CALLS)
      for (const [field, sort] of Object.entries(OPERATIONS[call].fields)) {
        const width = sort in widths ? widths[sort as keyof typeof widths] : undefined; // `in` has checked the key
        if (width === undefined) continue;
        fc.assert(
          fc.property(requestOf(call), fc.integer({ min: 0, max: 20 }), (request, more) => {
            const wide = { ...request, [field]: 2 ** (width + more) } as Request;
            expect(() => encodeBatch([wide]), `${call}.${field}`).toThrow(
              /is not an integer from|processes at once/,
            );
            const fraction = { ...request, [field]: 0.5 } as Request;
            expect(() => encodeBatch([fraction]), `${call}.${field}`).toThrow(RangeError);
          }),
          { numRuns: 10 },
        );
        checked++;
      }
    expect(checked).toBeGreaterThan(35);
    for (const name of [{ resultOf: 2 ** 32 }, { pidfdOf: 256 }, { procOf: -1 }, { resultOf: -1 }])
      expect(() => descriptorNumber(name)).toThrow(RangeError);
  });
});
