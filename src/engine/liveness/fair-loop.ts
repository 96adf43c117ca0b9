import type { RuleAmong } from "./rule-among.ts";
import { bitsOf, NOWHERE, type Staying } from "./staying.ts";

/** What a task must still reach for a run that repeats the loop for ever to be fair to it. */
interface Followed {
  readonly rule: RuleAmong;
  /** Its number now; 0 once it is gone. */
  task: number;
  isKept: boolean;
  /** Whether the call was enabled anywhere so far. */
  wasEnabled: boolean;
}

/**
 * A fair path from a place back to itself, within a set of places that has one. To repeat it for ever is fair to every task, whatever its number in the next
 * round, because each task of the place is followed.
 */
export class FairLoop {
  readonly edges: number[] = [];
  readonly #staying: Staying;
  readonly #isWithin: ReadonlySet<number>;
  readonly #followed: readonly Followed[];
  #place: number;

  constructor(staying: Staying, rules: readonly RuleAmong[], within: ReadonlySet<number>, entry: number) {
    this.#staying = staying;
    this.#isWithin = within;
    this.#place = entry;
    const there = staying.graph.tasks[staying.nodes[entry] ?? 0] ?? 0;
    this.#followed = rules.flatMap((rule) =>
      [...bitsOf(there)].map((bit): Followed => ({ rule, task: bit + 1, isKept: false, wasEnabled: false })),
    );
    for (const one of this.#followed) this.#look(one);
    for (;;) {
      const unkept = this.#followed.filter((one) => !one.isKept && (one.rule.isWeak || one.wasEnabled));
      if (unkept.length > 0) this.#go(this.#shortestTo(unkept));
      else if (this.#place === entry && this.edges.length > 0) return;
      else this.#go(this.#wayBackTo(entry));
    }
  }

  /** Notes what the current place means for a task. */
  #look(one: Followed): void {
    if (one.task === 0) return;
    const isEnabled = (one.rule.enabled(this.#place) & (1 << (one.task - 1))) !== 0;
    if (isEnabled) one.wasEnabled = true;
    else if (one.rule.isWeak) one.isKept = true;
  }

  #go(way: readonly number[]): void {
    for (const edge of way) {
      for (const one of this.#followed) {
        if (one.task === 0) continue;
        if ((one.rule.takenBy(this.#place, edge) & (1 << (one.task - 1))) !== 0) one.isKept = true;
        one.task = this.#staying.taskAfter(edge, one.task);
        if (one.task === 0) one.isKept = true;
      }
      this.edges.push(edge);
      this.#place = this.#staying.after(this.#place, edge);
      for (const one of this.#followed) this.#look(one);
    }
  }

  #shortestTo(unkept: readonly Followed[]): number[] {
    let shortest: number[] | undefined;
    for (const { rule, task } of unkept) {
      const way = this.#way(task, (place, edge, at, to, next) => {
        const bit = 1 << (at - 1);
        if (next === 0 || (rule.takenBy(place, edge) & bit) !== 0) return true;
        return rule.isWeak && (rule.enabled(to) & (1 << (next - 1))) === 0;
      });
      if (shortest === undefined || way.length < shortest.length) shortest = way;
    }
    return shortest ?? [];
  }

  /** A path of at least one edge. */
  #wayBackTo(entry: number): number[] {
    return this.#way(0, (_place, edge, _at, to) => to === entry && this.#staying.isChange(edge));
  }

  /**
   * A shortest path within the set that ends with an edge for which `isLast` is true. A task is followed along it.
   *
   * @param task its number, or 0 for none
   * @throws {RangeError} if there is none
   */
  #way(
    task: number,
    isLast: (place: number, edge: number, task: number, to: number, next: number) => boolean,
  ): number[] {
    const staying = this.#staying;
    const most = 64;
    const met: {
      readonly place: number;
      readonly task: number;
      readonly edge: number;
      readonly before: number;
    }[] = [{ place: this.#place, task, edge: NOWHERE, before: NOWHERE }];
    const known = new Set([this.#place * most + task]);
    for (const [at, { place, task: here }] of met.entries()) {
      const end = staying.endOfEdges(place);
      for (let edge = staying.firstEdge(place); edge < end; edge++) {
        const to = staying.after(place, edge);
        if (!this.#isWithin.has(to)) continue;
        const next = here === 0 ? 0 : staying.taskAfter(edge, here);
        if (isLast(place, edge, here, to, next)) {
          const way = [edge];
          for (let one = met[at]; one !== undefined && one.edge !== NOWHERE; one = met[one.before])
            way.push(one.edge);
          return way.reverse();
        }
        if ((here !== 0 && next === 0) || known.has(to * most + next)) continue;
        known.add(to * most + next);
        met.push({ place: to, task: next, edge, before: at });
      }
    }
    throw new RangeError("there is no path");
  }
}
