import { ByteWriter } from "./byte-writer.ts";
import { BATCH_LIMIT, CONTINUES, FRAME_HEAD, FRAME_LIMIT, OPERATIONS_LIMIT, SLOTS } from "./limits.ts";
import {
  type AgentSlot,
  type Descriptor,
  type FieldValues,
  MAIN,
  OPERATIONS,
  type Request,
  ROOT_SLOT,
} from "./operations.ts";
import { PRESENCES, shownMask } from "./snapshot.ts";
import { ToolLimit } from "./tool-limit.ts";

/**
 * Encodes a batch of operations in as many frames as needed. The first eight bytes of a frame are its length, not counting these eight, and
 * the number of its operations, plus `CONTINUES` in all frames but the last. Each operation follows with its code, its slot, how many
 * numbers and texts it has, and then those.
 *
 * @throws {ToolLimit} if one operation is larger than a frame, or there are too many
 * @throws {RangeError} if a field does not fit
 */
export function encodeBatch(batch: readonly Request[]): Buffer {
  if (batch.length > BATCH_LIMIT) throw new ToolLimit(`have more than ${BATCH_LIMIT} requests in a batch`);
  const writer = new ByteWriter();
  let head = beginFrame(writer);
  let count = 0;
  for (const request of batch) {
    const end = writer.length;
    if (count < OPERATIONS_LIMIT) writeRequest(writer, request);
    if (count === OPERATIONS_LIMIT || lengthFrom(writer, head) > FRAME_LIMIT) {
      writer.cut(end);
      writer.pairAt(head, lengthFrom(writer, head), count + CONTINUES);
      head = beginFrame(writer);
      count = 0;
      writeRequest(writer, request);
      if (lengthFrom(writer, head) > FRAME_LIMIT)
        throw new ToolLimit(`make a request of more than ${FRAME_LIMIT} bytes (${request.call})`);
    }
    count++;
  }
  writer.pairAt(head, lengthFrom(writer, head), count);
  return writer.done();
}

/** Reserves space for the head of a frame. @returns its offset */
function beginFrame(writer: ByteWriter): number {
  const head = writer.length;
  writer.pair(0, 0);
  return head;
}

function lengthFrom(writer: ByteWriter, head: number): number {
  return writer.length - head - FRAME_HEAD;
}

/** If a descriptor's number stands for something else, its upper half says for what. */
const NAMED_BY = { resultOf: 1, pidfdOf: 2, procOf: 3 } as const;

/** A descriptor as it is encoded in a frame. @throws {RangeError} if its number does not fit */
export function descriptorNumber(descriptor: Descriptor): number {
  if (typeof descriptor === "number") return signed(descriptor);
  if ("resultOf" in descriptor)
    return NAMED_BY.resultOf * 2 ** 32 + within(descriptor.resultOf, 0, BATCH_LIMIT - 1);
  if ("pidfdOf" in descriptor) return NAMED_BY.pidfdOf * 2 ** 32 + slotNumber(descriptor.pidfdOf);
  return NAMED_BY.procOf * 2 ** 32 + slotNumber(descriptor.procOf);
}

const NO_CGROUP = -1;

/** How fields sent as numbers are encoded. Each is checked against the width with which the agent passes it to the kernel. */
const NUMBERS = {
  number: signed,
  unsigned: (value: number) => within(value, 0, 2 ** 32 - 1),
  wide: (value: number) => within(value, Number.MIN_SAFE_INTEGER, Number.MAX_SAFE_INTEGER),
  child: childNumber,
  boolean: (value: boolean) => Number(value),
  descriptor: descriptorNumber,
  cgroup: (value: Descriptor | null) => (value === null ? NO_CGROUP : descriptorNumber(value)),
  presence: (value: FieldValues["presence"]) => PRESENCES.indexOf(value),
  shown: shownMask,
} as const;

function within(value: number, least: number, most: number): number {
  if (!Number.isInteger(value) || value < least || value > most)
    throw new RangeError(`${value} is not an integer from ${least} to ${most}`);
  return value;
}

function signed(value: number): number {
  return within(value, -(2 ** 31), 2 ** 31 - 1);
}

function childNumber(slot: AgentSlot): number {
  if (slot >= SLOTS) throw new ToolLimit(`have more than ${SLOTS} processes at once`);
  return within(slot, 0, SLOTS - 1);
}

/** How fields sent as texts are encoded. */
const TEXTS = {
  text: textBytes,
  bytes: (value: Uint8Array) => value,
  slots: (value: readonly number[]) => Buffer.from(Uint16Array.from(value, slotNumber).buffer),
} as const;

function textBytes(text: string): Uint8Array {
  if (text.includes("\0"))
    throw new RangeError(`the kernel would read ${JSON.stringify(text)} only up to the NUL`);
  return Buffer.from(text);
}

function slotNumber(slot: number): number {
  return slot === MAIN || slot === ROOT_SLOT ? slot : within(slot, 0, SLOTS - 1);
}

function slotOf(request: Request): number {
  if ("slot" in request) return slotNumber(request.slot);
  return OPERATIONS[request.call].by === "root" ? ROOT_SLOT : MAIN;
}

function writeRequest(writer: ByteWriter, request: Request): void {
  const kind = OPERATIONS[request.call];
  const numbers: number[] = [];
  const texts: Uint8Array[] = [];
  for (const [field, sort] of Object.entries(kind.fields)) {
    // The type of a request guarantees that it has each field of the table, with a value of the field's sort.
    const value = (request as Readonly<Record<string, unknown>>)[field];
    if (isNumber(sort))
      numbers.push((NUMBERS[sort] as (value: unknown) => number)(value)); // of the field's sort
    else texts.push((TEXTS[sort] as (value: unknown) => Uint8Array)(value)); // of the field's sort
  }
  writer.pair(kind.code + slotOf(request) * 2 ** 16, numbers.length + (texts.length << 8));
  for (const number of numbers) writer.number(number);
  for (const text of texts) writer.text(text);
}

function isNumber(sort: keyof FieldValues): sort is keyof typeof NUMBERS {
  return sort in NUMBERS;
}
