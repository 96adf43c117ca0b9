import { Rendezvous } from "../parallel/rendezvous.ts";
import { CONTROL, type SharedMemory } from "../parallel/shared-memory.ts";
import { Unfolder } from "./unfolder.ts";

/** Works besides the leader of a search that keeps worlds as orbits and numberings, until it is at its end. */
export function* unfoldAsFollower(memory: SharedMemory, worker: number): Generator<void> {
  const { control } = memory;
  const rendezvous = new Rendezvous(control);
  const unfolder = new Unfolder(memory, worker);
  yield* rendezvous.begin();
  while (Atomics.load(control, CONTROL.isDone) === 0) {
    const level = Atomics.load(control, CONTROL.level);
    unfolder.openLevel(level);
    yield* rendezvous.follow();
    unfolder.seeLevel();
    yield* unfolder.carryOutLevel();
    unfolder.closeLevel();
    yield* rendezvous.follow();
  }
}
