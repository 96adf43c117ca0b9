import { ByteWriter } from "./byte-writer.ts";
import { FRAME_HEAD, FRAME_LIMIT, OPERATIONS_LIMIT } from "./limits.ts";
import { type Descriptor, type FieldValues, MAIN, OPERATIONS, type Request, ROOT } from "./operations.ts";
import { PRESENCES, shownMask } from "./snapshot.ts";

/**
 * A batch of operations as one frame: its length without these first eight bytes and the number of operations; then for each
 * operation the number of its kind, its slot, how many numbers and texts follow; then these.
 *
 * @throws {RangeError} where the batch is larger than a frame may be, or a field does not fit
 */
export function encodeBatch(batch: readonly Request[]): Buffer {
  if (batch.length > OPERATIONS_LIMIT)
    throw new RangeError(`a batch has at most ${OPERATIONS_LIMIT} operations`);
  const writer = new ByteWriter();
  writer.pair(0, batch.length);
  for (const request of batch) writeRequest(writer, request);
  const length = writer.length - FRAME_HEAD;
  if (length > FRAME_LIMIT) throw new RangeError(`a batch has at most ${FRAME_LIMIT} bytes`);
  writer.head(length, batch.length);
  return writer.done();
}

/** Where a descriptor's number stands for something else, its upper half says for what. */
const NAMED_BY = { resultOf: 1, pidfdOf: 2, procOf: 3 } as const;

/** A descriptor as it stands in a frame. */
export function descriptorNumber(descriptor: Descriptor): number {
  if (typeof descriptor === "number") return descriptor;
  if ("resultOf" in descriptor) return NAMED_BY.resultOf * 2 ** 32 + descriptor.resultOf;
  if ("pidfdOf" in descriptor) return NAMED_BY.pidfdOf * 2 ** 32 + descriptor.pidfdOf;
  return NAMED_BY.procOf * 2 ** 32 + descriptor.procOf;
}

const NO_CGROUP = -1;

/** How the fields travel that are numbers. */
const NUMBERS = {
  number: (value: number) => value,
  boolean: (value: boolean) => Number(value),
  descriptor: descriptorNumber,
  cgroup: (value: Descriptor | null) => (value === null ? NO_CGROUP : descriptorNumber(value)),
  presence: (value: FieldValues["presence"]) => PRESENCES.indexOf(value),
  shown: shownMask,
} as const;

/** How the fields travel that are texts. */
const TEXTS = {
  text: textBytes,
  bytes: (value: Uint8Array) => value,
  slots: (value: readonly number[]) => Buffer.from(Uint16Array.from(value, slotNumber).buffer),
} as const;

function textBytes(text: string): Uint8Array {
  if (text.includes("\0")) throw new RangeError(`the kernel reads ${JSON.stringify(text)} to the NUL only`);
  return Buffer.from(text);
}

function slotNumber(slot: number): number {
  if (!Number.isInteger(slot) || slot < 0 || slot > MAIN) throw new RangeError(`${slot} is no slot`);
  return slot;
}

function slotOf(request: Request): number {
  if ("slot" in request) return slotNumber(request.slot);
  return OPERATIONS[request.call].by === "root" ? ROOT : MAIN;
}

function writeRequest(writer: ByteWriter, request: Request): void {
  const kind = OPERATIONS[request.call];
  const numbers: number[] = [];
  const texts: Uint8Array[] = [];
  for (const [field, sort] of Object.entries(kind.fields)) {
    // The type of a request says that each field of the table is there, with a value of the field's sort.
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
