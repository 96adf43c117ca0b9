import type { Objects } from "../../objects/objects.ts";
import type { Words } from "../codec/words.ts";
import { GroupTable } from "./group-table.ts";
import { bitOf, groupOf } from "./groups.ts";
import type { ExpandJob, PartitionList } from "./jobs.ts";
import { compareKeys, type KeyShape, partitionOf } from "./key.ts";
import { KeyTable } from "./key-table.ts";
import { type List, ListWriter } from "./list.ts";

/** Candidates for new states, each once, with the first operation that leads there. They are gathered here until there are many, and then written in order. */
export class Candidates {
  readonly written: PartitionList[] = [];
  readonly #objects: Objects;
  readonly #name: string;
  readonly #shape: KeyShape;
  readonly #partitions: number;
  readonly #part: number;
  readonly #operations: number;
  readonly #forms: KeyTable;
  /** The states gathered. The owner of a group is a form and an operation, as one number. */
  readonly #groups = new GroupTable();
  #writes = 0;

  /**
   * @param job says under which name their lists are written, and how they are divided
   * @param operations how many operations there are
   */
  constructor(
    objects: Objects,
    shape: KeyShape,
    job: Pick<ExpandJob, "name" | "partitions" | "part">,
    operations: number,
  ) {
    this.#objects = objects;
    this.#name = job.name;
    this.#shape = shape;
    this.#partitions = job.partitions;
    this.#part = job.part;
    this.#operations = operations;
    this.#forms = new KeyTable({ width: shape.form, form: shape.form });
  }

  /** How many groups of states are gathered here. */
  get count(): number {
    return this.#groups.count;
  }

  /** The number of a form, to add states of it. */
  form(words: Words, at: number): number {
    return this.#forms.add(words, at, 0);
  }

  /** Adds a candidate. @param combination 0 if nothing is opaque */
  add(form: number, operation: number, combination: number): void {
    this.#groups.add(form * this.#operations + operation, groupOf(combination), bitOf(combination));
  }

  /** Writes everything gathered, sorted within each partition. */
  async write(): Promise<void> {
    const write = this.#writes++;
    const partitions = Uint16Array.from({ length: this.#forms.count }, (_, form) =>
      partitionOf(this.#forms.keys, form * this.#shape.form, this.#shape, this.#partitions),
    );
    const places = this.#inOrder();
    for (let partition = 0; partition < this.#partitions; partition++) {
      const own = places.filter((place) => partitions[this.#formAt(place)] === partition);
      if (own.length === 0) continue;
      const list = await this.#writeList(`${this.#name}.${write}-${partition}`, own);
      this.written.push({ partition, list });
    }
    this.#forms.clear();
    this.#groups.clear();
  }

  /** @param places of their groups, in order */
  async #writeList(name: string, places: Uint32Array): Promise<List> {
    const { form: width } = this.#shape;
    const writer = new ListWriter(this.#objects, name, this.#shape, "candidates", this.#part);
    const isFolded = width < this.#shape.width;
    const key = new Int32Array(this.#shape.width + 1);
    /** The states of the group to which an earlier operation leads. */
    let seen = 0;
    let [lastForm, lastGroup] = [-1, -1];
    for (const place of places) {
      const [form, group] = [this.#formAt(place), this.#groups.groupAt(place)];
      if (form !== lastForm)
        for (let word = 0; word < width; word++) key[word] = this.#forms.keys[form * width + word] ?? 0;
      if (form !== lastForm || group !== lastGroup) seen = 0;
      [lastForm, lastGroup] = [form, group];
      const bits = this.#groups.bitsAt(place) & ~seen;
      if (bits === 0) continue;
      seen |= bits;
      if (isFolded) key[width] = group;
      key[key.length - 1] = this.#operationAt(place);
      if (writer.isFull(key, 0)) await writer.makeRoom();
      writer.add(key, 0, bits);
    }
    return writer.end();
  }

  /** The places of all groups, sorted by form, group and operation. */
  #inOrder(): Uint32Array {
    const { form: width } = this.#shape;
    const { keys, count } = this.#forms;
    const forms = Uint32Array.from({ length: count }, (_, form) => form).sort((one, other) =>
      compareKeys(keys, one * width, keys, other * width, width),
    );
    const ranks = new Uint32Array(count);
    for (const [rank, form] of forms.entries()) ranks[form] = rank;
    const rankAt = (place: number): number => ranks[this.#formAt(place)] ?? 0;
    return this.#groups
      .places()
      .sort(
        (one, other) =>
          rankAt(one) - rankAt(other) ||
          this.#groups.groupAt(one) - this.#groups.groupAt(other) ||
          this.#operationAt(one) - this.#operationAt(other),
      );
  }

  #formAt(place: number): number {
    return Math.floor(this.#groups.ownerAt(place) / this.#operations);
  }

  #operationAt(place: number): number {
    return this.#groups.ownerAt(place) % this.#operations;
  }
}
