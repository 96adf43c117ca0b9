/** Sorted lists of states, each state once, in parts that are objects: what jobs read and write. */
import { DamagedObject, type Objects } from "../../objects/objects.ts";
import type { Words } from "../codec/words.ts";
import { areFolded, type Content, countBits, type Groups, widthOf } from "./groups.ts";
import { decodeGroups, encodeGroups } from "./groups-as-bytes.ts";
import { beginAlike, type KeyShape } from "./key.ts";

/** A list. Part n is the object `NAME.n`. */
export interface List {
  readonly name: string;
  /** How many states each part has. */
  readonly parts: readonly number[];
  /** How many bytes the parts take as they are stored. */
  readonly bytes: number;
}

export const sizeOf = ({ parts }: List): number => parts.reduce((sum, states) => sum + states, 0);

export const partName = ({ name }: List, part: number): string => `${name}.${part}`;

/** Reads one part of a list. @throws {DamagedObject} if it is missing, or is not as it was written */
export async function readPart(
  objects: Objects,
  part: string,
  shape: KeyShape,
  content: Content,
): Promise<Groups> {
  const bytes = await objects.get(part);
  if (bytes === undefined) throw new DamagedObject(part, "it is missing");
  return decodeGroups(bytes, { width: widthOf(shape, content), isFolded: areFolded(shape) });
}

/** Writes a list. Before adding a group, await `makeRoom` if `isFull` says so. */
export class ListWriter {
  readonly #objects: Objects;
  readonly #name: string;
  readonly #shape: KeyShape;
  readonly #width: number;
  readonly #most: number;
  readonly #parts: number[] = [];
  #keys: Int32Array;
  #bits: Int32Array;
  #count = 0;
  #states = 0;
  #bytes = 0;

  /** @param most how many groups a part has at most; but groups of one form are never divided */
  constructor(objects: Objects, name: string, shape: KeyShape, content: Content, most: number) {
    this.#objects = objects;
    this.#name = name;
    this.#shape = shape;
    this.#width = widthOf(shape, content);
    this.#most = most;
    this.#keys = new Int32Array(FIRST_GROUPS * this.#width);
    this.#bits = new Int32Array(FIRST_GROUPS);
  }

  /** Whether the part ends before this group. */
  isFull(keys: Words, at: number): boolean {
    if (this.#count < this.#most) return false;
    return !beginAlike(keys, at, this.#keys, (this.#count - 1) * this.#width, this.#shape.form);
  }

  add(keys: Words, at: number, bits: number): void {
    if (this.#count === this.#bits.length) this.#grow();
    const to = this.#count * this.#width;
    for (let word = 0; word < this.#width; word++) this.#keys[to + word] = keys[at + word] ?? 0;
    this.#bits[this.#count] = bits;
    this.#count++;
    this.#states += countBits(bits);
  }

  /** Writes the part that is full. */
  async makeRoom(): Promise<void> {
    if (this.#count === 0) return;
    const [width, isFolded] = [this.#width, areFolded(this.#shape)];
    const bytes = encodeGroups(
      { keys: this.#keys, bits: this.#bits, count: this.#count },
      { width, isFolded },
    );
    const part = this.#parts.push(this.#states) - 1;
    this.#count = 0;
    this.#states = 0;
    this.#bytes += await this.#objects.put(`${this.#name}.${part}`, bytes);
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
    const bits = new Int32Array(this.#bits.length * 2);
    bits.set(this.#bits);
    this.#bits = bits;
  }
}

const FIRST_GROUPS = 64;

/** Goes through a list from its first group on. Await `load` whenever `isWaiting`. */
export class ListCursor {
  /** The key of the current group stands in `keys` at `at`. */
  keys: Words = new Int32Array();
  at = 0;
  isWaiting = true;
  isAtEnd = false;
  readonly #list: List;
  readonly #read: (part: string) => Promise<Groups>;
  readonly #width: number;
  #groups: Groups = { keys: this.keys, bits: new Int32Array(), count: 0 };
  #group = 0;
  #part = 0;

  constructor(objects: Objects, list: List, shape: KeyShape, content: Content) {
    this.#list = list;
    this.#read = (part) => readPart(objects, part, shape, content);
    this.#width = widthOf(shape, content);
    this.#turn();
  }

  /** Which states the current group has. */
  get bits(): number {
    return this.#groups.bits[this.#group] ?? 0;
  }

  step(): void {
    this.#group++;
    this.at += this.#width;
    if (this.#group >= this.#groups.count) this.#turn();
  }

  /** Reads the next part. */
  async load(): Promise<void> {
    this.#groups = await this.#read(partName(this.#list, this.#part++));
    this.keys = this.#groups.keys;
    this.#group = 0;
    this.at = 0;
    this.isWaiting = false;
    if (this.#groups.count === 0) this.#turn();
  }

  /** Handles the end of a part. */
  #turn(): void {
    this.isAtEnd = this.#part >= this.#list.parts.length;
    this.isWaiting = !this.isAtEnd;
  }
}
