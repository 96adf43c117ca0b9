import { ByteReader } from "./byte-reader.ts";
import { errnoName } from "./errno-name.ts";
import { BEYOND_LIMIT, DATA_LIMIT, FRAME_HEAD } from "./limits.ts";
import {
  CALLS,
  type GivenValues,
  OPERATIONS,
  type Request,
  type ResultOf,
  type ResultsOf,
} from "./operations.ts";
import type { Cost, Greeting, Times } from "./results.ts";
import { presenceAt, readSnapshot } from "./snapshot.ts";
import { ToolLimit } from "./tool-limit.ts";
import { readTree } from "./tree.ts";

/** A result as it is encoded in a frame. */
interface RawResult {
  readonly errno: number;
  readonly value: number;
  readonly second: number;
  readonly data: Buffer;
}

/** How many results a frame contains. */
export function countIn(frame: Buffer): number {
  return frame.readUInt32LE(4);
}

/**
 * Reads the frames that answer a batch.
 *
 * @param frames complete, each including its first eight bytes
 * @throws {RangeError} if they do not answer this batch
 * @throws {ToolLimit} if an answer was larger than the agent can hold
 */
export function decodeResults<const Batch extends readonly Request[]>(
  frames: readonly Uint8Array[],
  batch: Batch,
): ResultsOf<Batch> {
  return withoutLimits(decodeEach(frames, batch));
}

/** The results of a batch, if none of them is a limit. @throws {ToolLimit} the first one otherwise */
export function withoutLimits<Batch extends readonly Request[]>(
  each: readonly (ResultOf<Request["call"]> | ToolLimit)[],
): ResultsOf<Batch> {
  const results = each.map((result) => {
    if (result instanceof ToolLimit) throw result;
    return result;
  });
  // Each result has the type of the request with the same index, which the type of a list cannot express.
  return results as readonly ResultOf<Request["call"]>[] as ResultsOf<Batch>;
}

/**
 * Like `decodeResults`, with a `ToolLimit` in place of each answer that was larger than the agent can hold.
 *
 * @throws {RangeError} if the frames do not answer this batch
 */
export function decodeEach(
  frames: readonly Uint8Array[],
  batch: readonly Request[],
): readonly (ResultOf<Request["call"]> | ToolLimit)[] {
  const results: (ResultOf<Request["call"]> | ToolLimit)[] = [];
  for (const frame of frames) {
    const reader = new ByteReader(frame);
    const length = reader.short();
    const requests = batch.slice(results.length, results.length + reader.short());
    if (length !== frame.length - FRAME_HEAD)
      throw new RangeError("the agent's answer is longer than it says");
    for (const request of requests) results.push(readResult(reader, request));
    if (!reader.atEnd) throw new RangeError("the agent's answer is longer than it says");
  }
  if (results.length !== batch.length)
    throw new RangeError(`the agent answered ${results.length} operations of ${batch.length}`);
  return results;
}

function readResult(reader: ByteReader, request: Request): ResultOf<Request["call"]> | ToolLimit {
  const raw = readRaw(reader);
  if (raw.errno === BEYOND_LIMIT)
    return new ToolLimit(`take an answer of more than ${DATA_LIMIT} bytes (${request.call})`);
  if (raw.errno !== 0) return { outcome: errnoName(raw.errno), stage: raw.value };
  return { outcome: "ok", value: GIVEN[OPERATIONS[request.call].gives](raw, request) };
}

function readRaw(reader: ByteReader): RawResult {
  const errno = reader.short();
  const length = reader.short();
  const value = reader.number();
  const second = reader.number();
  const data = reader.bytes(length);
  reader.bytes((8 - (length % 8)) % 8);
  return { errno, value, second, data };
}

/** How to read the value of each kind from a result. */
const GIVEN: {
  readonly [Sort in keyof GivenValues]: (raw: RawResult, request: Request) => GivenValues[Sort];
} = {
  nothing: () => undefined,
  number: ({ value }) => value,
  birth: ({ value, second }) => ({ hostPid: value, pidfd: second }),
  child: ({ value, second }) => ({ code: value, status: second }),
  // A copy: the frame is a view of the buffer read from the pipe.
  bytes: ({ data }) => Uint8Array.from(data),
  text: ({ data }) => data.toString(),
  names: ({ data }) => data.toString().split("\0").slice(0, -1),
  hello: readGreeting,
  snapshot: ({ data }, request) => {
    const reader = new ByteReader(data);
    return request.call === "snapshot" ? request.slots.map(() => readSnapshot(reader, request.show)) : [];
  },
  presences: ({ data }) => numbersIn(data).map(presenceAt),
  times: ({ data }) => readTimes(numbersIn(data)),
  tree: ({ data }) => readTree(new ByteReader(data)),
};

function numbersIn(data: Buffer): readonly number[] {
  const reader = new ByteReader(data);
  const numbers: number[] = [];
  while (!reader.atEnd) numbers.push(reader.number());
  return numbers;
}

/** The identity map of all ids, which only the initial user namespace has; see user_namespaces(7). */
const FIRST_NAMESPACE = /^0 0 4294967295$/;

function readGreeting({ value, second, data }: RawResult): Greeting {
  const [release = "", capabilities = "", ...map] = data.toString().split("\n");
  return {
    version: value,
    pid: second,
    release,
    capabilities: BigInt(`0x${capabilities === "" ? "0" : capabilities}`),
    inUserNamespace: !FIRST_NAMESPACE.test(map.join("\n").trim().replace(/ +/g, " ")),
  };
}

/** Three numbers for each operation code, starting with the unused code 0. */
function readTimes(numbers: readonly number[]): Times {
  const times: [string, Cost][] = CALLS.map((call) => {
    const at = 3 * OPERATIONS[call].code;
    const [count = 0, inside = 0, whole = 0] = numbers.slice(at, at + 3);
    return [call, { count, inside, whole }];
  });
  return new Map(times.filter(([, { count }]) => count > 0));
}
