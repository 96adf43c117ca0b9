import { CONTROL } from "./shared-memory.ts";

/** How long a worker waits before it yields, in milliseconds. */
const PATIENCE = 50;

/** Where workers wait until all have arrived. Worker 0, the leader, then does what may only be done while no other works. */
export class Barrier {
  readonly #control: Int32Array;

  constructor(control: Int32Array) {
    this.#control = control;
  }

  /** Whether the others have not begun yet, and are ready to. */
  get areReady(): boolean {
    const all = this.#control[CONTROL.mostWorkers] ?? 1;
    return this.#control[CONTROL.workers] !== all && Atomics.load(this.#control, CONTROL.ready) === all - 1;
  }

  /** Lets the others begin. For the leader, before a level. */
  enlist(): void {
    const control = this.#control;
    Atomics.store(control, CONTROL.workers, control[CONTROL.mostWorkers] ?? 1);
    Atomics.notify(control, CONTROL.workers);
  }

  /** Reports one of the others as ready, and waits until the leader lets it begin. */
  *begin(): Generator<void> {
    const control = this.#control;
    Atomics.add(control, CONTROL.ready, 1);
    while (Atomics.load(control, CONTROL.workers) === 1 && Atomics.load(control, CONTROL.isDone) === 0) {
      if (Atomics.wait(control, CONTROL.workers, 1, PATIENCE) === "timed-out") yield;
    }
  }

  /** Arrives as the leader: waits for all others, does something alone, and lets them go on. Yields while it waits. */
  *lead(alone: () => void): Generator<void> {
    const control = this.#control;
    for (;;) {
      const arrived = Atomics.load(control, CONTROL.arrived);
      if (arrived === Atomics.load(control, CONTROL.workers) - 1) break;
      if (Atomics.wait(control, CONTROL.arrived, arrived, PATIENCE) === "timed-out") yield;
    }
    alone();
    Atomics.store(control, CONTROL.arrived, 0);
    Atomics.add(control, CONTROL.phase, 1);
    Atomics.notify(control, CONTROL.phase);
  }

  /** Arrives as one of the others, and waits until the leader lets it go on. */
  *follow(): Generator<void> {
    const control = this.#control;
    const phase = Atomics.load(control, CONTROL.phase);
    Atomics.add(control, CONTROL.arrived, 1);
    Atomics.notify(control, CONTROL.arrived);
    while (Atomics.load(control, CONTROL.phase) === phase) {
      if (Atomics.wait(control, CONTROL.phase, phase, PATIENCE) === "timed-out") yield;
    }
  }
}
