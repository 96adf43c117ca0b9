import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { descriptorNumber, encodeBatch } from "../../../src/conformance/agent/encode.ts";
import { FRAME_LIMIT, OPERATIONS_LIMIT } from "../../../src/conformance/agent/limits.ts";
import {
  CALLS,
  type FieldValues,
  MAIN,
  OPERATIONS,
  type Request,
  ROOT,
} from "../../../src/conformance/agent/operations.ts";
import { PRESENCES, SHOWN } from "../../../src/conformance/agent/snapshot.ts";

const slot = fc.oneof(fc.nat(255), fc.constantFrom(MAIN, ROOT));
const number = fc.maxSafeInteger();
const descriptor = fc.oneof(
  fc.integer(),
  fc.record({ resultOf: fc.nat(4095) }),
  fc.record({ pidfdOf: slot }),
  fc.record({ procOf: slot }),
);
const VALUES: { readonly [Sort in keyof FieldValues]: fc.Arbitrary<FieldValues[Sort]> } = {
  number,
  boolean: fc.boolean(),
  descriptor,
  cgroup: fc.option(descriptor),
  presence: fc.constantFrom(...PRESENCES),
  shown: fc.subarray([...SHOWN]),
  text: fc.string({ unit: "grapheme" }).filter((text) => !text.includes("\0")),
  bytes: fc.uint8Array(),
  slots: fc.array(slot),
};

const anyRequest: fc.Arbitrary<Request> = fc.oneof(
  ...CALLS.map((call) => {
    const { by, fields } = OPERATIONS[call];
    const values = Object.entries(fields).map(([field, sort]) => [field, VALUES[sort]]);
    const addressed = by === "body" || by === "both" ? { slot } : {};
    // By the table, these are exactly the fields of this call.
    return fc.record({
      call: fc.constant(call),
      ...addressed,
      ...Object.fromEntries(values),
    }) as unknown as fc.Arbitrary<Request>;
  }),
);

/** What a frame says, read by another hand than the one that wrote it. */
function read(frame: Buffer) {
  let at = 8;
  const operations = Array.from({ length: frame.readUInt32LE(4) }, () => {
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

/** What a request should say. */
function expected(request: Request) {
  const { code, by, fields } = OPERATIONS[request.call];
  const numbers: bigint[] = [];
  const texts: string[] = [];
  for (const [field, sort] of Object.entries(fields)) {
    // Written as the type says; looked at one by one here.
    const value = (request as unknown as Record<string, never>)[field] as never;
    if (sort === "text") texts.push(Buffer.from(value).toString("hex"));
    else if (sort === "bytes") texts.push(Buffer.from(value).toString("hex"));
    else if (sort === "slots") texts.push(Buffer.from(Uint16Array.from(value).buffer).toString("hex"));
    else if (sort === "presence") numbers.push(BigInt(PRESENCES.indexOf(value)));
    else if (sort === "shown")
      numbers.push(BigInt(SHOWN.reduce((mask, shown, bit) => mask + bitOf(value, shown, bit), 0)));
    else if (sort === "boolean") numbers.push(value ? 1n : 0n);
    else if (sort === "cgroup" && value === null) numbers.push(-1n);
    else numbers.push(BigInt(descriptorNumber(value)));
  }
  const own = "slot" in request ? request.slot : by === "root" ? ROOT : MAIN;
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

  test("refuses what no frame can hold", () => {
    const hello = { call: "hello" } as const;
    expect(() => encodeBatch(Array.from({ length: OPERATIONS_LIMIT + 1 }, () => hello))).toThrow(RangeError);
    const write = { call: "write", slot: 0, directory: 0, path: "" } as const;
    expect(() => encodeBatch([{ ...write, bytes: Buffer.alloc(FRAME_LIMIT) }])).toThrow(RangeError);
    expect(() => encodeBatch([{ ...write, path: "a\0b", bytes: Buffer.of() }])).toThrow(RangeError);
    expect(() => encodeBatch([{ call: "unshare", slot: -1, flags: 0 }])).toThrow(RangeError);
    expect(() => encodeBatch([{ call: "unshare", slot: 0, flags: 2 ** 60 }])).toThrow(RangeError);
    expect(() => encodeBatch([{ call: "snapshot", show: [], slots: [70_000] }])).toThrow(RangeError);
  });
});
