/** Lists of states in order, each state once, in parts that are objects: what a job reads and writes. */
import { DamagedObject, type Objects } from "../../objects/objects.ts";
import type { Words } from "../codec/words.ts";
import { beginAlike, type KeyShape } from "./key.ts";
import { decodeRecords, encodeRecords, type Records } from "./records.ts";

/** A list. Part n is the object `NAME.n`. */
export interface List {
  readonly name: string;
  /** How many states each part has. */
  readonly parts: readonly number[];
  /** How many bytes they take where they are kept. */
  readonly bytes: number;
}

/** What a list is of: the states that were found, or candidates, each with the first operation that leads there. */
export type Content = "states" | "candidates";

export const sizeOf = ({ parts }: List): number => parts.reduce((sum, states) => sum + states, 0);

export const partName = ({ name }: List, part: number): string => `${name}.${part}`;

/** Reads what one part of a list has. @throws {DamagedObject} where it is not there, or is not as it was written */
export async function readPart(
  objects: Objects,
  part: string,
  { width }: KeyShape,
  content: Content,
): Promise<Records> {
  const bytes = await objects.get(part);
  if (bytes === undefined) throw new DamagedObject(part, "it is not there");
  return decodeRecords(bytes, width, content === "candidates");
}

/** Writes a list. Before each state `makeRoom` is to be waited for where `isFull`. */
export class ListWriter {
  readonly #objects: Objects;
  readonly #name: string;
  readonly #shape: KeyShape;
  readonly #most: number;
  readonly #parts: number[] = [];
  #keys: Int32Array;
  #operations: Uint16Array | undefined;
  #count = 0;
  #bytes = 0;

  /** @param most how many states a part has at most, but those of one form are never divided */
  constructor(objects: Objects, name: string, shape: KeyShape, content: Content, most: number) {
    this.#objects = objects;
    this.#name = name;
    this.#shape = shape;
    this.#most = most;
    this.#keys = new Int32Array(most * shape.width);
    this.#operations = content === "candidates" ? new Uint16Array(most) : undefined;
  }

  /** Whether the part ends before this state. */
  isFull(keys: Words, at: number): boolean {
    const { width, form } = this.#shape;
    return this.#count >= this.#most && !beginAlike(keys, at, this.#keys, (this.#count - 1) * width, form);
  }

  add(keys: Words, at: number, operation: number): void {
    const { width } = this.#shape;
    if ((this.#count + 1) * width > this.#keys.length) this.#grow();
    const to = this.#count * width;
    for (let word = 0; word < width; word++) this.#keys[to + word] = keys[at + word] ?? 0;
    if (this.#operations !== undefined) this.#operations[this.#count] = operation;
    this.#count++;
  }

  /** Writes the part that is full. */
  async makeRoom(): Promise<void> {
    if (this.#count === 0) return;
    const [keys, operations, count] = [this.#keys, this.#operations, this.#count];
    const bytes = encodeRecords({ keys, operations, count }, this.#shape.width);
    this.#bytes += await this.#objects.put(`${this.#name}.${this.#parts.length}`, bytes);
    this.#parts.push(count);
    this.#count = 0;
  }

  /** Writes what is left. @returns the list */
  async end(): Promise<List> {
    await this.makeRoom();
    return { name: this.#name, parts: this.#parts, bytes: this.#bytes };
  }

  #grow(): void {
    const keys = new Int32Array(this.#keys.length * 2);
    keys.set(this.#keys);
    this.#keys = keys;
    if (this.#operations === undefined) return;
    const operations = new Uint16Array(this.#operations.length * 2);
    operations.set(this.#operations);
    this.#operations = operations;
  }
}

/** Goes through a list from its first state on. Where `isWaiting`, `load` is to be waited for. */
export class ListCursor {
  /** The key of the state here stands in `keys` at `at`. */
  keys: Words = new Int32Array();
  at = 0;
  isWaiting = true;
  isAtEnd = false;
  readonly #objects: Objects;
  readonly #list: List;
  readonly #shape: KeyShape;
  readonly #content: Content;
  #operations: Uint16Array | undefined;
  #part = 0;
  #record = 0;
  #count = 0;

  constructor(objects: Objects, list: List, shape: KeyShape, content: Content) {
    this.#objects = objects;
    this.#list = list;
    this.#shape = shape;
    this.#content = content;
    this.#turn();
  }

  /** The operation that leads to the state here; 0 where none is told. */
  get operation(): number {
    return this.#operations?.[this.#record] ?? 0;
  }

  step(): void {
    this.#record++;
    this.at += this.#shape.width;
    if (this.#record >= this.#count) this.#turn();
  }

  /** Reads the next part. */
  async load(): Promise<void> {
    const name = partName(this.#list, this.#part++);
    const { keys, operations, count } = await readPart(this.#objects, name, this.#shape, this.#content);
    this.keys = keys;
    this.#operations = operations;
    this.#count = count;
    this.#record = 0;
    this.at = 0;
    this.isWaiting = false;
    if (count === 0) this.#turn();
  }

  /** Comes to the end of a part. */
  #turn(): void {
    this.isAtEnd = this.#part >= this.#list.parts.length;
    this.isWaiting = !this.isAtEnd;
  }
}
