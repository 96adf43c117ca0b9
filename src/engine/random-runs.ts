import type { Arbitrary, Random } from "fast-check";
import { setRunUnderWay } from "../history/under-way.ts";
import type { Model } from "../model/model.ts";
import type { Operation } from "../model/operation.ts";
import type { Scope } from "../model/scope.ts";
import { type Choice, operationOf, type SensibleCall } from "./choice.ts";
import { Experience } from "./experience.ts";
import { type HostileFields, hostileFields, hostileTask } from "./hostile-fields.ts";
import { type CandidateCall, Lookahead } from "./lookahead.ts";
import { NearMisses } from "./near-misses.ts";
import { randomFrom, weighted } from "./seeded-random.ts";
import { Turns } from "./turns.ts";

/** The percentages of events that are hostile, and that are sensible calls that change nothing, if there are such calls. */
const HOSTILE_PERCENT = 12;
const IDLE_PERCENT = 8;
/** A further percentage in which a field is made hostile that has had less than half the average turns, if possible: in most worlds it is not. */
const OVERDUE_PERCENT = 20;
/** The percentage of hostile calls that are hostile in only one field; the others are in all, and perhaps by a dead task. */
const ONE_FIELD_PERCENT = 75;
/** The most calls of an operation that are looked at before another operation is tried. */
const MAX_LOOKS = 6;
/** One run in this many may end early, in a world without tasks. Any run may reach one with its last event. */
const RUNS_PER_EARLY_END = 10;
/** In one run in this many all tasks may go down, so that none sees what is above; in the others only if nothing else can be done. */
const RUNS_PER_DESCENT = 4;
/** How much more an operation that makes tasks is wanted when there are none. */
const NEED = 6;
/** In a scope for more tasks than this, this many count as a full house. */
const FULL_HOUSE = 8;

/** How many operations are looked at while their calls lead to what was seen before. */
const ENOUGH_OPERATIONS = 3;
/** What has happened fewer times than this counts as new. A refusal that does is worth as much as a success. */
const FEW = 5;
/** How likely a call of an operation that rarely succeeds is to be made at once, wherever it leads. */
const RARE = 0.4;

/** A random run: the choices made, and the operations that they stood for. */
export interface RandomRun {
  readonly choices: readonly Choice[];
  readonly operations: readonly Operation[];
}

/** A call, and how much there is to be said for making it, from 0 to 1. */
interface Scored {
  readonly candidate: CandidateCall;
  /** How new the step and the world after it are. */
  readonly novelty: number;
  /** How much can be done afterwards, weighted by the run's mood. */
  readonly prudence: number;
  /** Both together, divided by the number of tasks it costs. */
  readonly worth: number;
}

/** The preferences of a run, drawn anew for each: varied runs reach worlds that uniform ones do not. */
interface Mood {
  /** How much each operation is preferred, on top of what all runs together want. */
  readonly taste: ReadonlyMap<string, number>;
  /** How much tasks are spared while few are alive; 0 is not at all. */
  readonly thrift: number;
  /** How much worlds in which much can be done are preferred, such as those where tasks see many containers; 0 is not at all. */
  readonly caution: number;
  readonly mayEndEarly: boolean;
  /** Whether the last of the tasks in the fewest containers may go further down: in most designs there is no way back. */
  readonly mayDescend: boolean;
}

/**
 * Random runs, one after the other. Operations that have rarely succeeded are tried more often, whatever they are called. Of the calls of an
 * operation, those are preferred that succeed, change the world and lead to one not seen yet. Tasks are spared so that runs go on. Hostile
 * calls and refusals are a fixed share. The same seed gives the same runs.
 */
export class RandomRuns {
  readonly #model: Model;
  readonly #scope: Scope;
  readonly #length: number;
  readonly #random: Random;
  readonly #experience = new Experience();
  readonly #hostile: Arbitrary<HostileFields>;
  readonly #nearMisses: NearMisses;
  readonly #turns: Turns;

  constructor(model: Model, scope: Scope, { length, seed }: { length: number; seed: number }) {
    this.#model = model;
    this.#scope = scope;
    this.#length = length;
    this.#random = randomFrom(seed);
    this.#hostile = hostileFields(model, scope);
    this.#nearMisses = new NearMisses(model, scope, this.#random);
    this.#turns = new Turns(this.#random);
  }

  /** The next run: as long as requested, unless no task is left before that. */
  next(): RandomRun {
    const [model, scope] = [this.#model, this.#scope];
    const mood = this.#mood();
    const choices: Choice[] = [];
    const operations: Operation[] = [];
    setRunUnderWay(() => operations);
    let text = JSON.stringify(model.initial(scope));
    while (operations.length < this.#length) {
      const lookahead = new Lookahead(model, scope, this.#random, text);
      if (lookahead.operations.length === 0) break;
      const isLast = operations.length === this.#length - 1;
      const { choice, operation } = this.#choose(lookahead, mood, isLast || mood.mayEndEarly);
      const world: object = JSON.parse(text);
      const outcome = model.apply(world, operation, scope);
      const population = [...model.callers(world)].length;
      const after = JSON.stringify(world);
      const effect = outcome === "ok" && after === text ? "unchanged" : outcome;
      this.#experience.note(operation.op, effect, population - lookahead.population);
      this.#experience.see(stepAsText(text, operation));
      this.#experience.see(lookahead.form.step(operation));
      this.#experience.see(lookahead.form.text);
      text = after;
      this.#experience.see(text);
      choices.push(choice);
      operations.push(operation);
    }
    return { choices, operations };
  }

  #mood(): Mood {
    const random = this.#random;
    const operations = Object.keys(this.#model.calls);
    return {
      taste: new Map(operations.map((op) => [op, 2 ** (random.nextInt(-4, 4) / 2)])),
      thrift: random.nextInt(0, 3),
      caution: 2 * random.nextInt(0, 3),
      mayEndEarly: random.nextInt(1, RUNS_PER_EARLY_END) === 1,
      mayDescend: random.nextInt(1, RUNS_PER_DESCENT) === 1,
    };
  }

  #choose(lookahead: Lookahead, mood: Mood, mayEnd: boolean): { choice: Choice; operation: Operation } {
    const percent = this.#random.nextInt(0, 99);
    const hostile =
      percent < HOSTILE_PERCENT
        ? this.#hostileCall(lookahead)
        : percent < HOSTILE_PERCENT + OVERDUE_PERCENT
          ? this.#nearMiss(lookahead, this.#turns.mean() / 2)
          : undefined;
    if (hostile !== undefined) return hostile;
    const idle = percent >= 100 - IDLE_PERCENT ? this.#idle(lookahead) : undefined;
    return (
      idle ??
      this.#success(lookahead, mood, mayEnd) ??
      this.#success(lookahead, { ...mood, mayDescend: true }, mayEnd) ??
      this.#idle(lookahead) ??
      this.#whatever(lookahead)
    );
  }

  /**
   * A call that changes the world, or has an effect that is still rare: first an operation is chosen, then one of a few calls of it. If that
   * leads to what was seen before, some other operations are looked at too, unless this one is rare. `undefined` if no such call was found.
   */
  #success(lookahead: Lookahead, mood: Mood, mayEnd: boolean): CandidateCall | undefined {
    const left = new Set(lookahead.operations);
    const found: Scored[] = [];
    for (let looks = 0; left.size > 0 && !(found.length > 0 && looks >= ENOUGH_OPERATIONS); looks++) {
      const op = weighted(this.#random, [...left], (one) => this.#wantOf(one, lookahead, mood));
      if (op === undefined) break;
      left.delete(op);
      const best = this.#bestOf(op, lookahead, mood, mayEnd);
      if (best === undefined) continue;
      const chance = Math.max(best.novelty, this.#isRare(op) ? RARE : 0) * best.prudence;
      if (this.#random.nextDouble() < chance) return best.candidate;
      found.push(best);
    }
    return weighted(this.#random, found, ({ worth }) => worth)?.candidate;
  }

  /** One of a few calls of an operation: the first drawn with a probability of its worth, otherwise one of them all in proportion to worth. */
  #bestOf(op: string, lookahead: Lookahead, mood: Mood, mayEnd: boolean): Scored | undefined {
    const weighed: Scored[] = [];
    for (const candidate of lookahead.of(op, MAX_LOOKS)) {
      const one = this.#score(candidate, lookahead, mood, mayEnd);
      if (this.#random.nextDouble() < one.worth) return one;
      weighed.push(one);
    }
    return weighted(this.#random, weighed, ({ worth }) => worth);
  }

  /** Whether an operation has succeeded less than half as often as the average operation. */
  #isRare(op: string): boolean {
    return this.#experience.times(op, "ok") < this.#meanSuccesses() / 2;
  }

  #meanSuccesses(): number {
    return this.#experience.successes / Object.keys(this.#model.calls).length;
  }

  /**
   * How much an operation is wanted: the more rarely it has succeeded, the more. While few tasks are alive, one that makes tasks is wanted
   * more, and one that costs tasks less.
   */
  #wantOf(op: string, { population }: Lookahead, { taste, thrift }: Mood): number {
    const rarity = 1 / (1 + this.#experience.times(op, "ok"));
    const house = Math.min(this.#model.domain.scopes.mostTasks(this.#scope), FULL_HOUSE);
    const fullness = Math.min(population / house, 1);
    const gain = this.#experience.gainBy(op);
    const need = gain > 0 ? (1 - fullness) * thrift : 0;
    const spared = gain < 0 ? fullness ** thrift : 1;
    return (rarity * spared + (NEED * need) / (1 + this.#meanSuccesses())) * (taste.get(op) ?? 1);
  }

  #score(candidate: CandidateCall, before: Lookahead, mood: Mood, mayEnd: boolean): Scored {
    const { operation, effect, after, population, choices, form } = candidate;
    const isNew = effect !== "ok" && this.#experience.times(operation.op, effect) < FEW;
    if (isNew) return { candidate, novelty: 1, prudence: 1, worth: 1 };
    const isLoss = form.least > before.form.least; // or no task lives after it
    if (effect !== "ok" || (isLoss && !(population === 0 ? mayEnd : mood.mayDescend)))
      return { candidate, novelty: 0, prudence: 0, worth: 0 };
    const repeated = this.#experience.visits(stepAsText(before.text, operation));
    const alike = this.#experience.visits(before.form.step(operation));
    // What has hardly ever happened is done whatever the cost.
    const isCareful = alike >= FEW && mood.caution > 0;
    const prudence = isCareful ? Math.min(choices() / before.choices, 1) ** mood.caution : 1;
    const lost = alike < FEW ? 1 : Math.max(before.population - population, 1);
    const sameForm = this.#experience.visits(form.text);
    const novelty =
      alike < FEW ? 1 : 1 / (1 + repeated + this.#experience.visits(after)) / (1 + alike) / (1 + sameForm);
    return { candidate, novelty, prudence, worth: (prudence * novelty) / lost };
  }

  /** A sensible call that changes nothing, usually because it is refused, preferably with a rare effect; `undefined` if none was found. */
  #idle(lookahead: Lookahead): CandidateCall | undefined {
    const ops = lookahead.operations;
    const op = ops[this.#random.nextInt(0, ops.length - 1)] ?? "";
    const idle = [...lookahead.of(op, MAX_LOOKS)].filter(({ effect }) => effect !== "ok");
    return weighted(this.#random, idle, ({ effect }) => 1 / (1 + this.#experience.times(op, effect)) ** 2);
  }

  /** A call that is hostile in one field and would pass otherwise, or one that is hostile in all fields, and perhaps by a dead task. */
  #hostileCall(lookahead: Lookahead): { choice: Choice; operation: Operation } | undefined {
    const random = this.#random;
    const nearMiss = random.nextInt(0, 99) < ONE_FIELD_PERCENT ? this.#nearMiss(lookahead) : undefined;
    if (nearMiss !== undefined) return nearMiss;
    const ops = Object.keys(this.#model.calls);
    const op = ops[random.nextInt(0, ops.length - 1)] ?? "";
    const hostile = this.#hostile.generate(random, undefined).value;
    const task = hostileTask(this.#model, this.#scope).generate(random, undefined).value;
    return this.#made({ op, task, hostile }, lookahead);
  }

  /** A call that would succeed but for one field. @param most considers only operations and fields that have had fewer turns. Default: any */
  #nearMiss(lookahead: Lookahead, most?: number): { choice: Choice; operation: Operation } | undefined {
    const passing = this.#passing(lookahead, most);
    if (passing === undefined) return undefined;
    const { choice, operation, field } = passing;
    const hostile = this.#hostile.generate(this.#random, undefined).value;
    const name = this.#model.calls[operation.op]?.[field];
    const paths = lookahead.pathsOf(operation.task);
    const near = name === undefined ? hostile : this.#nearMisses.fieldsFor(operation, name, paths, hostile);
    return this.#made({ ...choice, field, hostile: near }, lookahead);
  }

  /** A call that succeeds and one of its fields, those with the fewest turns first; `undefined` if no call with fields was found. */
  #passing(
    lookahead: Lookahead,
    most = Number.POSITIVE_INFINITY,
  ): { choice: SensibleCall; operation: Operation; field: number } | undefined {
    const keyOf = ({ op, name }: { op: string; name: string }): string => `${op} ${name}`;
    const places = lookahead.operations.flatMap((op) =>
      (this.#model.calls[op] ?? []).map((name, field) => ({ op, name, field })),
    );
    return this.#turns.firstOf(
      places.filter((place) => this.#turns.of(keyOf(place)) < most),
      keyOf,
      ({ op, field }) => {
        const looked = [...lookahead.of(op, MAX_LOOKS)];
        const passing = ["ok", "unchanged"].flatMap((as) => looked.filter(({ effect }) => effect === as))[0];
        return passing && { choice: passing.choice, operation: passing.operation, field };
      },
    );
  }

  /** Any call at all. There is one, as a task is alive. */
  #whatever(lookahead: Lookahead): { choice: Choice; operation: Operation } {
    const ops = lookahead.operations;
    const any = lookahead.any(ops[this.#random.nextInt(0, ops.length - 1)] ?? "");
    if (any === undefined) throw new Error("an operation that is tried in a world has no call there");
    return any;
  }

  #made(choice: Choice, { text }: Lookahead): { choice: Choice; operation: Operation } | undefined {
    const operation = operationOf(choice, this.#model, JSON.parse(text), this.#scope);
    return operation && { choice, operation };
  }
}

/** A step as text: the world and the call. */
function stepAsText(text: string, operation: Operation): string {
  return `${text}${JSON.stringify(operation)}`;
}
