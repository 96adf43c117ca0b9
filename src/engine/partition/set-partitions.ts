import { counted } from "../../text/counted.ts";

/** The partitions of a few things into blocks, numbered from 0. */
export interface SetPartitions {
  /** How many there are: a Bell number. */
  readonly count: number;
  /** For each partition the block of each thing, as a restricted growth string: a block is numbered when it is first met. */
  readonly blocks: readonly Uint8Array[];
  /** The number of a partition. */
  indexOf(blocks: ArrayLike<number>): number;
}

const known: SetPartitions[] = [];

/** The partitions of a number of things: Bell(things) of them. The first has one block only, the last has each thing by itself. */
export function partitionsOf(things: number): SetPartitions {
  known[things] ??= listed(things);
  return known[things];
}

function listed(things: number): SetPartitions {
  const blocks = restrictedGrowthStrings(things);
  const indexes = new Map(blocks.map((one, index) => [keyOf(one), index]));
  return {
    count: blocks.length,
    blocks,
    indexOf(one) {
      const index = indexes.get(keyOf(one));
      if (index === undefined)
        throw new RangeError(`${[...Array.from(one)]} is not a partition of ${counted(things, "thing")}`);
      return index;
    },
  };
}

function restrictedGrowthStrings(things: number): Uint8Array[] {
  let strings = [{ blocks: [] as number[], count: 0 }];
  for (let thing = 0; thing < things; thing++)
    strings = strings.flatMap(({ blocks, count }) =>
      Array.from({ length: count + 1 }, (_, block) => ({
        blocks: [...blocks, block],
        count: Math.max(count, block + 1),
      })),
    );
  return strings.map(({ blocks }) => Uint8Array.from(blocks));
}

/** A number of its own for each restricted growth string of a length; it stays small, as only the partitions of a few things can be listed. */
function keyOf(blocks: ArrayLike<number>): number {
  let key = 0;
  for (let thing = 0; thing < blocks.length; thing++) key = key * blocks.length + (blocks[thing] ?? 0);
  return key;
}

/** How many partitions a number of things have, by the Bell triangle, without listing them. */
export function bellNumber(things: number): number {
  let row = [1];
  for (let thing = 0; thing < things; thing++) {
    const next = [row.at(-1) ?? 1];
    for (const above of row) next.push((next.at(-1) ?? 0) + above);
    row = next;
  }
  return row[0] ?? 1;
}
