import { Arena } from "../../../src/engine/store/arena.ts";
import { StateTable } from "../../../src/engine/store/state-table.ts";

/** Memory that may grow up to a number of bytes. */
export function arenaOf(most = 2 ** 22, allowed = most): Arena {
  let taken = 0;
  return new Arena(new SharedArrayBuffer(64, { maxByteLength: most }), (bytes) => {
    if (taken + bytes > allowed) return false;
    taken += bytes;
    return true;
  });
}

/** A table for states of `length` words. */
export function tableOf(length: number, capacity = 64, states = arenaOf()): StateTable {
  return new StateTable(
    { index: arenaOf(), states },
    new Int32Array(new SharedArrayBuffer(4)),
    0,
    capacity,
    length,
  );
}
