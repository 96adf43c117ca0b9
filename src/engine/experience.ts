import type { Outcome } from "../model/outcome.ts";

/** What was seen is counted in 2^20 counters: two megabytes, however long the runs go on. */
const COUNTER_BITS = 20;
const MAX_VISITS = 0xffff;
const FNV_BASIS = 0x811c9dc5;
const FNV_PRIME = 0x01000193;

/** The effect of a call: its outcome, or `unchanged` if it was ok and left the world as it was. */
export type Effect = Outcome | "unchanged";

/** The effects of one operation so far. */
interface Record {
  readonly effects: Map<Effect, number>;
  /** How many tasks it has added in total. */
  gain: number;
}

/** What random runs have seen so far. It steers later runs, and is the same for the same seed. */
export class Experience {
  /** How many calls succeeded and changed the world, over all operations. */
  successes = 0;
  readonly #records = new Map<string, Record>();
  readonly #visits = new Uint16Array(2 ** COUNTER_BITS);

  /** Records a call. @param gain how many tasks it has added */
  note(op: string, effect: Effect, gain: number): void {
    const record = this.#records.get(op) ?? { effects: new Map(), gain: 0 };
    this.#records.set(op, record);
    record.effects.set(effect, this.times(op, effect) + 1);
    record.gain += gain;
    if (effect === "ok") this.successes++;
  }

  /** How often a call of an operation had an effect. */
  times(op: string, effect: Effect): number {
    return this.#records.get(op)?.effects.get(effect) ?? 0;
  }

  /** How many tasks an operation adds on average when it succeeds; negative if it removes tasks. */
  gainBy(op: string): number {
    return (this.#records.get(op)?.gain ?? 0) / Math.max(this.times(op, "ok"), 1);
  }

  /** Roughly how often a text was seen: a hint, as two texts may share a counter. */
  visits(text: string): number {
    return this.#visits[counterOf(text)] ?? 0;
  }

  see(text: string): void {
    const counter = counterOf(text);
    this.#visits[counter] = Math.min(this.visits(text) + 1, MAX_VISITS);
  }
}

/** FNV-1a over the UTF-16 units, folded to the number of a counter. */
function counterOf(text: string): number {
  let hash = FNV_BASIS;
  for (let index = 0; index < text.length; index++)
    hash = Math.imul(hash ^ text.charCodeAt(index), FNV_PRIME);
  return ((hash >>> COUNTER_BITS) ^ hash) & (2 ** COUNTER_BITS - 1);
}
