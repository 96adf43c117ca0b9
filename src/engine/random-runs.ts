import type { Arbitrary, Random } from "fast-check";
import { tellRun } from "../history/under-way.ts";
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

/** Of a hundred events this many are hostile, and this many are sensible calls that change nothing, where there are such calls. */
const HOSTILE_PERCENT = 12;
const IDLE_PERCENT = 8;
/** In this many more a field is made hostile that had less than half its turns, where that can be done: in most worlds it cannot. */
const OVERDUE_PERCENT = 20;
/** Of a hundred hostile calls this many are hostile in one field alone; the others in all, and perhaps of a dead task. */
const ONE_FIELD_PERCENT = 75;
/** How many calls of an operation are looked at, at most, before another operation is tried. */
const MOST_LOOKS = 6;
/** One run in this many may end early, in a world without tasks. Any run may end in one with its last event. */
const RUNS_PER_EARLY_END = 10;
/** In one run of this many all tasks may go down, so that none sees what is above; in the others only where nothing else can be done. */
const RUNS_PER_DESCENT = 4;
/** How much more an operation is wanted that makes tasks where there are none. */
const NEED = 6;
/** In a scope for more tasks than that, this many count as a full house. */
const FULL_HOUSE = 8;

/** How many operations are looked at where their calls lead to what was seen before. */
const ENOUGH_OPERATIONS = 3;
/** A refusal that an operation came to fewer times than that is as good as a success. */
const FEW = 5;
/** How likely a call of an operation that rarely succeeds is made at once, wherever it leads. */
const RARE = 0.4;

/** A random run, as the choices that were made and as the operations that they came to. */
export interface RandomRun {
  readonly choices: readonly Choice[];
  readonly operations: readonly Operation[];
}

/** A call, and how much speaks for making it: from 0 to 1. */
interface Weighed {
  readonly candidate: CandidateCall;
  /** How new the step and the world after it are. */
  readonly novelty: number;
  /** How much can be done afterwards, as this mood sees it. */
  readonly prudence: number;
  /** Both, and how few tasks it takes. */
  readonly worth: number;
}

/** What a run is bent on, drawn for each anew: runs that differ in this come to other worlds than runs that are all alike. */
interface Mood {
  /** How much each operation is liked, beyond what all runs together want. */
  readonly taste: ReadonlyMap<string, number>;
  /** How much tasks are spared while few live: 0 not at all. */
  readonly thrift: number;
  /** How much is made of a world in which much can be done, as where tasks see many containers: 0 nothing. */
  readonly caution: number;
  readonly mayEndEarly: boolean;
  /** Whether the last task may leave that is in few containers: in most designs there is no way back. */
  readonly mayDescend: boolean;
}

/**
 * Random runs, one after the other. What rarely succeeded so far is tried more often, whatever it is called; of the calls of an operation one
 * is looked for that succeeds, changes the world and leads to one that was not seen yet; tasks are spared, so that runs go on. Hostile calls
 * and refusals are a fixed share. The same seed gives the same runs.
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

  /** The next run: as long as asked for, unless no task lives before. */
  next(): RandomRun {
    const [model, scope] = [this.#model, this.#scope];
    const mood = this.#mood();
    const choices: Choice[] = [];
    const operations: Operation[] = [];
    tellRun(() => operations);
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
   * A call that changes the world: first an operation is chosen, then one of some calls of it. Where that leads to what was seen before,
   * some other operations are looked at too, unless this one is rare. Nothing where no such call was found.
   */
  #success(lookahead: Lookahead, mood: Mood, mayEnd: boolean): CandidateCall | undefined {
    const left = new Set(lookahead.operations);
    const found: Weighed[] = [];
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

  /** One of some calls of an operation: the first that is worth enough, or else any, by what it is worth. */
  #bestOf(op: string, lookahead: Lookahead, mood: Mood, mayEnd: boolean): Weighed | undefined {
    const weighed: Weighed[] = [];
    for (const candidate of lookahead.of(op, MOST_LOOKS)) {
      const one = this.#weigh(candidate, lookahead, mood, mayEnd);
      if (this.#random.nextDouble() < one.worth) return one;
      weighed.push(one);
    }
    return weighted(this.#random, weighed, ({ worth }) => worth);
  }

  /** Whether an operation succeeded less than half as often as the others on average. */
  #isRare(op: string): boolean {
    return this.#experience.times(op, "ok") < this.#meanSuccesses() / 2;
  }

  #meanSuccesses(): number {
    return this.#experience.successes / Object.keys(this.#model.calls).length;
  }

  /**
   * How much an operation is wanted: the more, the more rarely it succeeded. While few tasks live, one that makes tasks is wanted more, and
   * one that takes tasks less.
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

  #weigh(candidate: CandidateCall, before: Lookahead, mood: Mood, mayEnd: boolean): Weighed {
    const { operation, effect, after, population, choices, form } = candidate;
    const isNew = effect !== "ok" && this.#experience.times(operation.op, effect) < FEW;
    if (isNew) return { candidate, novelty: 1, prudence: 1, worth: 1 };
    const isLoss = form.least > before.form.least; // or no task lives after it
    if (effect !== "ok" || (isLoss && !(population === 0 ? mayEnd : mood.mayDescend)))
      return { candidate, novelty: 0, prudence: 0, worth: 0 };
    const repeated = this.#experience.visits(stepAsText(before.text, operation));
    const alike = this.#experience.visits(before.form.step(operation));
    // What hardly ever happened is done at whatever cost.
    const isCareful = alike >= FEW && mood.caution > 0;
    const prudence = isCareful ? Math.min(choices() / before.choices, 1) ** mood.caution : 1;
    const lost = alike < FEW ? 1 : Math.max(before.population - population, 1);
    const sameForm = this.#experience.visits(form.text);
    const novelty =
      alike < FEW ? 1 : 1 / (1 + repeated + this.#experience.visits(after)) / (1 + alike) / (1 + sameForm);
    return { candidate, novelty, prudence, worth: (prudence * novelty) / lost };
  }

  /** A sensible call that changes nothing, most of them refused; what rarely came of an operation is preferred. Nothing where none was found. */
  #idle(lookahead: Lookahead): CandidateCall | undefined {
    const ops = lookahead.operations;
    const op = ops[this.#random.nextInt(0, ops.length - 1)] ?? "";
    const idle = [...lookahead.of(op, MOST_LOOKS)].filter(({ effect }) => effect !== "ok");
    return weighted(this.#random, idle, ({ effect }) => 1 / (1 + this.#experience.times(op, effect)) ** 2);
  }

  /** Hostile in one field of a call that passes as it stands, where there is one; else in all, and perhaps of a dead task. */
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

  /** A call that succeeds, but for one field. @param most only of an operation and field that had fewer turns. Default: of any */
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

  /** A field of a call that succeeds: of an operation and field that had few turns. Nothing where no call with fields was found. */
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
        const looked = [...lookahead.of(op, MOST_LOOKS)];
        const passing = ["ok", "unchanged"].flatMap((as) => looked.filter(({ effect }) => effect === as))[0];
        return passing && { choice: passing.choice, operation: passing.operation, field };
      },
    );
  }

  /** Any call at all: there is one, as a task lives. */
  #whatever(lookahead: Lookahead): { choice: Choice; operation: Operation } {
    const ops = lookahead.operations;
    const any = lookahead.any(ops[this.#random.nextInt(0, ops.length - 1)] ?? "");
    if (any === undefined) throw new Error("a call that is tried in a world is not there");
    return any;
  }

  #made(choice: Choice, { text }: Lookahead): { choice: Choice; operation: Operation } | undefined {
    const operation = operationOf(choice, this.#model, JSON.parse(text), this.#scope);
    return operation && { choice, operation };
  }
}

/** A step as a text: the world and the call. */
function stepAsText(text: string, operation: Operation): string {
  return `${text}${JSON.stringify(operation)}`;
}
