import type { Objects } from "../../objects/objects.ts";
import type { Words } from "../codec/words.ts";
import type { ExpandJob, PartitionList } from "./jobs.ts";
import { compareKeys, type KeyShape, partitionOf } from "./key.ts";
import { KeyTable } from "./key-table.ts";
import { type List, ListWriter } from "./list.ts";

const FIRST_CANDIDATES = 2 ** 10;

/** Candidates for new states, each once, with the first operation that leads there. They are kept here until there are many, and then are written in order. */
export class Candidates {
  readonly written: PartitionList[] = [];
  readonly #objects: Objects;
  readonly #name: string;
  readonly #shape: KeyShape;
  readonly #partitions: number;
  readonly #part: number;
  readonly #table: KeyTable;
  /** For each candidate the operation, by its number. */
  #operations = new Uint16Array(FIRST_CANDIDATES);
  #writes = 0;

  /** @param job says where their lists stand, and how they are divided */
  constructor(objects: Objects, shape: KeyShape, job: Pick<ExpandJob, "name" | "partitions" | "part">) {
    this.#objects = objects;
    this.#name = job.name;
    this.#shape = shape;
    this.#partitions = job.partitions;
    this.#part = job.part;
    this.#table = new KeyTable(shape);
  }

  /** How many there are here. */
  get count(): number {
    return this.#table.count;
  }

  /** Adds one. @param combination is taken where keys have one */
  add(words: Words, at: number, combination: number, operation: number): void {
    const known = this.#table.count;
    const candidate = this.#table.add(words, at, combination);
    if (candidate >= this.#operations.length) {
      const operations = new Uint16Array(this.#operations.length * 2);
      operations.set(this.#operations);
      this.#operations = operations;
    }
    if (candidate === known || operation < (this.#operations[candidate] ?? 0))
      this.#operations[candidate] = operation;
  }

  /** Writes all that are here, those of each partition in order. */
  async write(): Promise<void> {
    const write = this.#writes++;
    const lists = [...this.#byPartition().entries()].filter(([, { length }]) => length > 0);
    this.written.push(
      ...(await Promise.all(
        lists.map(async ([partition, candidates]) => ({
          partition,
          list: await this.#writeList(`${this.#name}.${write}-${partition}`, candidates),
        })),
      )),
    );
    this.#table.clear();
  }

  /** @param candidates their numbers */
  async #writeList(name: string, candidates: Uint32Array): Promise<List> {
    const { width } = this.#shape;
    const { keys } = this.#table;
    candidates.sort((one, other) => compareKeys(keys, one * width, keys, other * width, width));
    const writer = new ListWriter(this.#objects, name, this.#shape, "candidates", this.#part);
    for (const candidate of candidates) {
      if (writer.isFull(keys, candidate * width)) await writer.makeRoom();
      writer.add(keys, candidate * width, this.#operations[candidate] ?? 0);
    }
    return writer.end();
  }

  #byPartition(): Uint32Array[] {
    const partitions = Uint16Array.from({ length: this.#table.count }, (_, candidate) =>
      partitionOf(this.#table.keys, candidate * this.#shape.width, this.#shape, this.#partitions),
    );
    const sizes = new Uint32Array(this.#partitions);
    for (const partition of partitions) sizes[partition] = (sizes[partition] ?? 0) + 1;
    const lists = Array.from(sizes, (size) => new Uint32Array(size));
    const next = new Uint32Array(this.#partitions);
    for (const [candidate, partition] of partitions.entries()) {
      const place = next[partition] ?? 0;
      next[partition] = place + 1;
      const list = lists[partition];
      if (list !== undefined) list[place] = candidate;
    }
    return lists;
  }
}
