import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { decodeResults } from "../../../src/conformance/agent/decode.ts";
import { errnoName } from "../../../src/conformance/agent/errno-name.ts";
import type { Request } from "../../../src/conformance/agent/operations.ts";
import { ToolLimit } from "../../../src/conformance/agent/tool-limit.ts";

interface Raw {
  readonly errno?: number;
  readonly value?: number;
  readonly second?: number;
  readonly data?: Uint8Array;
}

/** The frame in which an agent answers with these results. */
function frameOf(results: readonly Raw[]): Buffer {
  const content = Buffer.concat(
    results.flatMap(({ errno = 0, value = 0, second = 0, data = Buffer.of() }) => [
      shorts(errno, data.length),
      numbers(value, second),
      data,
      Buffer.alloc(-data.length & 7),
    ]),
  );
  return Buffer.concat([shorts(content.length, results.length), content]);
}

const decode = (request: Request, raw: Raw) => decodeResults([frameOf([raw])], [request])[0];
const shorts = (...list: readonly number[]) => Buffer.from(Uint32Array.from(list).buffer);
const numbers = (...list: readonly number[]) => Buffer.from(BigInt64Array.from(list, BigInt).buffer);
const READ = { call: "read", slot: 0, directory: 0, path: "" } as const;

describe("decodeResults", () => {
  test("reads errnos, values and data at their places", () => {
    const anyData = fc.array(fc.nat(2 ** 40)).map((list) => numbers(...list));
    const anyRaw = fc.record({ errno: fc.constantFrom(0, 1, 13), value: fc.maxSafeInteger(), data: anyData });
    fc.assert(
      fc.property(fc.array(anyRaw), (raws) => {
        const results = decodeResults(
          [frameOf(raws)],
          raws.map(() => READ),
        );
        expect(results).toEqual(
          raws.map(({ errno, value, data }) =>
            errno === 0
              ? { outcome: "ok", value: Uint8Array.from(data) }
              : { outcome: errnoName(errno), stage: value },
          ),
        );
      }),
    );
  });

  test("reads each sort of what is given", () => {
    expect(decode({ call: "spawn", child: 0, cgroup: null }, { value: 77, second: 5 })).toEqual({
      outcome: "ok",
      value: { hostPid: 77, pidfd: 5 },
    });
    expect(decode({ ...READ, call: "list" }, { data: Buffer.from("a\0b c\0") })).toMatchObject({
      value: ["a", "b c"],
    });
    expect(decode({ ...READ, call: "readlink" }, { data: Buffer.from("ü") })).toMatchObject({ value: "ü" });
    const hello = Buffer.from("6.1\n00ff\n         0          0 4294967295\n");
    expect(decode({ call: "hello" }, { value: 1, second: 9, data: hello })).toMatchObject({
      value: { version: 1, pid: 9, release: "6.1", capabilities: 255n, inUserNamespace: false },
    });
    expect(
      decode({ call: "hello" }, { data: Buffer.from("6.1\n00ff\n         0       1000          1\n") }),
    ).toMatchObject({ value: { inUserNamespace: true } });
    expect(
      decode({ call: "wait_gone", until: "gone", milliseconds: 0, slots: [1, 2] }, { data: numbers(0, 2) }),
    ).toMatchObject({ value: ["living", "zombie"] });
    expect(decode({ call: "times" }, { data: numbers(0, 0, 0, 4, 5, 6, 0, 0, 0) })).toMatchObject({
      value: new Map([["hello", { count: 4, inside: 5, whole: 6 }]]),
    });
  });

  test("reads a snapshot by what was asked for", () => {
    const seen = decode(
      { call: "snapshot", show: ["status", "uts", "net", "owners", "parents"], slots: [1, 2] },
      {
        data: Buffer.concat([
          numbers(0, 0, 4026, -13, 4027, -1, -22, -25, 83, 7, 1000, 2 ** 40, 3),
          Buffer.from("9\t1"),
          numbers(3, -3),
        ]),
      },
    );
    expect(seen).toEqual({
      outcome: "ok",
      value: [
        {
          presence: "living",
          links: new Map<string, unknown>([
            ["uts", { outcome: "ok", value: 4026 }],
            ["net", { outcome: "EACCES" }],
          ]),
          owners: new Map<string, unknown>([
            ["uts", { outcome: "ok", value: 4027 }],
            ["net", { outcome: "EPERM" }],
          ]),
          parents: new Map<string, unknown>([
            ["uts", { outcome: "EINVAL" }],
            ["net", { outcome: "ENOTTY" }],
          ]),
          status: {
            outcome: "ok",
            value: { state: "S", parent: 7, uid: 1000, capabilities: 2 ** 40, pids: [9, 1] },
          },
          cgroups: undefined,
        },
        {
          presence: "gone",
          links: new Map(),
          owners: new Map(),
          parents: new Map(),
          status: undefined,
          cgroups: undefined,
        },
      ],
    });
  });

  test("puts together what came in several frames", () => {
    const frames = [frameOf([{ value: 1 }]), frameOf([]), frameOf([{ errno: 2 }, {}])];
    const results = decodeResults(frames, [READ, READ, READ]);
    expect(results.map(({ outcome }) => outcome)).toEqual(["ok", "ENOENT", "ok"]);
  });

  test("never takes the agent's limit for an errno of the kernel", () => {
    expect(() => decode(READ, { errno: 4096 })).toThrow(ToolLimit);
    expect(decode(READ, { errno: 4095 })).toMatchObject({ outcome: "E4095" });
  });

  test("refuses an answer to another batch, or one that is not whole", () => {
    expect(() => decodeResults([frameOf([{}])], [])).toThrow(RangeError);
    expect(() => decodeResults([frameOf([{}]).subarray(0, 24)], [READ])).toThrow(RangeError);
    expect(() => decodeResults([frameOf([{}])], [READ, READ])).toThrow(RangeError);
    const presence = { call: "wait_gone", until: "gone", milliseconds: 0, slots: [1] } as const;
    expect(() => decode(presence, { data: numbers(9) })).toThrow(RangeError);
  });
});
