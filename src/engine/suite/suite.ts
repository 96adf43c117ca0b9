/**
 * A suite: a small number of histories that together reach every outcome of a design's calls in some scopes and tell every mutant of a rule from the
 * design; and histories that cover every transition. See docs/suites.md.
 */

import type { Model } from "../../model/model.ts";
import type { Operation } from "../../model/operation.ts";
import { operationsIn } from "../../model/operations-in.ts";
import type { Scope } from "../../model/scope.ts";
import { Pauses } from "../pauses.ts";
import type { Comparisons } from "../symmetry-test/members.ts";
import { TransitionGraph } from "../transition-graph.ts";
import { cover } from "./cover.ts";
import { hostileCalls } from "./hostile-calls.ts";
import { laterDifference, type NoneFound } from "./later-difference.ts";
import { asModel, contextOf, differenceAt, type Mutant, pictureOf } from "./mutant.ts";
import { mutantsOf } from "./mutants.ts";
import { type Place, type ReachedRule, ReachedRules, type ScopedHistory, type SeenScope } from "./reached.ts";
import { areSame, type Step, stepOf, stepsOf } from "./step.ts";
import { type SuiteTour, type ToursScope, toursOf } from "./tours.ts";

export interface SuiteOptions {
  /** The scopes to explore. */
  readonly scopes: readonly ToursScope[];
  /** Histories that the design itself gives, in their scope. A history of the suite begins with each, as far as a history file can express it. */
  readonly own?: { readonly scope: Scope; readonly histories: Iterable<readonly Operation[]> } | undefined;
  /** Whether worlds that differ only in numbers count as one. */
  readonly symmetry: boolean;
  /** How many of the worlds are compared with others that differ only in numbers, to test that the design is symmetric. */
  readonly comparisons: Comparisons;
  /** Whether to make histories that cover every transition. A number is a limit: if there are more transitions, only those of the first calls are covered. */
  readonly transitions: boolean | number;
  /** The most events that each of those has, approximately. */
  readonly length: number;
}

/** An operation, and a rule that applies to one of its calls, or `ok`. */
export interface OutcomeGoal {
  readonly op: string;
  readonly rule: string;
}

export interface SuiteHistory extends ScopedHistory {
  /** The operation of its last call, and the rule that applies to it. */
  readonly goal: OutcomeGoal;
  /** The outcomes that it reaches; no shorter history in the scopes does. */
  readonly outcomes: readonly OutcomeGoal[];
  /** The mutants that it tells from the design. */
  readonly mutants: readonly Mutant[];
  /** How many of the design's own histories it begins with. */
  readonly own: number;
  /** Of all three, what no other history of the suite has. */
  readonly alone: {
    readonly outcomes: readonly OutcomeGoal[];
    readonly mutants: readonly Mutant[];
    readonly own: number;
  };
}

/** What a history has, before it is known what others have. */
interface Found extends Omit<SuiteHistory, "alone" | "own"> {
  /** Which of the design's own histories it begins with. */
  readonly own: readonly number[];
}

/** A mutant that no history tells from the design. */
export interface Untold {
  readonly mutant: Mutant;
  /** Whether that is true of all of the scopes: then it is the same design there. */
  readonly isEquivalent: boolean;
  /** The reason, in a sentence without a full stop. */
  readonly why: string;
}

export interface Suite {
  readonly histories: readonly SuiteHistory[];
  readonly tours: readonly SuiteTour[];
  /** What the design declares but no call was found to reach, with the reason in a sentence without a full stop. */
  readonly unreached: readonly (OutcomeGoal & { readonly why: string })[];
  readonly outcomes: readonly OutcomeGoal[];
  readonly mutants: readonly Mutant[];
  readonly untold: readonly Untold[];
}

export type SuiteProgress = { readonly phase: "transitions" | "mutants" | "tours" };

/** Makes a suite. Yields its progress now and then. */
export function* suiteInSteps(model: Model, options: SuiteOptions): Generator<SuiteProgress, Suite> {
  const maker = new SuiteMaker(model, options);
  return yield* maker.make();
}

/** A history that may become part of the suite. */
interface Candidate extends ScopedHistory {
  readonly key: string;
}

class SuiteMaker {
  readonly #model: Model;
  readonly #options: SuiteOptions;
  readonly #reached: ReachedRules;
  readonly #seen: SeenScope[] = [];
  readonly #pauses = new Pauses();
  /** Those that the design itself gives. */
  readonly #own: ScopedHistory[] = [];
  /** By their text. */
  readonly #candidates = new Map<string, Candidate>();

  constructor(model: Model, options: SuiteOptions) {
    this.#model = model;
    this.#options = options;
    this.#reached = new ReachedRules(model);
  }

  *make(): Generator<SuiteProgress, Suite> {
    yield* as("transitions", this.#see());
    const rules = this.#reached.rules();
    const shortest = rules.map((rule) => nearest(rule));
    for (const place of shortest) this.#addCandidate(place.history());
    for (const history of this.#own) this.#addCandidate(history);
    const { told, untold } = yield* as("mutants", this.#tellMutants(rules));
    const histories = yield* as("mutants", this.#choose(rules, told));
    const tours = yield* as("tours", toursOf(this.#model, this.#seen, this.#options));
    return {
      histories,
      tours,
      unreached: this.#unreached(),
      outcomes: rules.map(({ op, rule }) => ({ op, rule })),
      mutants: told,
      untold,
    };
  }

  *#see(): Generator<void, void> {
    for (const { scope, depth } of this.#options.scopes) {
      const graph = yield* this.#graphOf(scope, depth);
      this.#seen.push({ scope, graph });
      yield* this.#reached.noteScope({ scope, graph });
    }
    const { own } = this.#options;
    for (const operations of own?.histories ?? []) {
      if (this.#pauses.takeOne()) yield;
      if (own === undefined) continue;
      const history = this.#reached.noteHistory({ scope: own.scope, operations });
      if (history.operations.length > 0) this.#own.push(history);
    }
    if (own === undefined) yield* this.#tryHostileCalls();
  }

  *#graphOf(scope: Scope, depth: number | undefined): Generator<void, TransitionGraph> {
    const { symmetry, comparisons } = this.#options;
    const graph = yield* TransitionGraph.inSteps(this.#model, scope, symmetry, depth, comparisons);
    if (graph.asymmetry === undefined) return graph;
    return yield* TransitionGraph.inSteps(this.#model, scope, false, depth);
  }

  /** Searches the worlds nearest to the first for outcomes that sensible calls do not reach. */
  *#tryHostileCalls(): Generator<void, void> {
    for (const { scope, graph } of this.#seen) {
      for (const node of graph.transitions.keys()) {
        if (node >= MAX_HOSTILE_WORLDS) break;
        if (this.#pauses.takeOne()) yield;
        const world = structuredClone(graph.worldOf(node));
        const tried = new Set<string>();
        for (const operation of operationsIn(this.#model, world, scope))
          for (const call of hostileCalls(this.#model, scope, operation)) {
            const text = JSON.stringify(call);
            if (tried.has(text)) continue;
            tried.add(text);
            const { rule } = stepOf(this.#model, scope, world, call);
            if (!this.#reached.has(call.op, rule))
              this.#reached.noteHistory({ scope, operations: graph.historyWith(node, call) });
          }
      }
    }
  }

  #addCandidate(history: ScopedHistory): void {
    const key = JSON.stringify([history.scope, history.operations]);
    if (!this.#candidates.has(key)) this.#candidates.set(key, { ...history, key });
  }

  *#tellMutants(rules: readonly ReachedRule[]): Generator<void, { told: Mutant[]; untold: Untold[] }> {
    const told: Mutant[] = [];
    const untold: Untold[] = [];
    for (const rule of rules)
      for (const mutant of mutantsOf(this.#model, rule)) {
        const history = yield* this.#historyTelling(mutant, rule);
        if ("why" in history) untold.push({ mutant, ...history });
        else {
          told.push(mutant);
          this.#addCandidate(history);
        }
      }
    return { told, untold };
  }

  /** A shortest history that tells a mutant from the design, or why there is none. */
  *#historyTelling(
    mutant: Mutant,
    { places, parts }: ReachedRule,
  ): Generator<void, ScopedHistory | Omit<Untold, "mutant">> {
    let best: Place | undefined;
    const hidden: Place[] = [];
    for (const place of mutant.part === undefined ? places : (parts.get(mutant.part) ?? [])) {
      if (this.#pauses.takeOne()) yield;
      if (best !== undefined && place.distance >= best.distance) continue;
      if (mutant.within !== undefined && !place.classes.includes(mutant.within)) continue;
      const telling = differenceAt(this.#model, place.scope, mutant, place.step(), place);
      if (telling === "hidden") hidden.push(place);
      else if (telling !== "nothing") best = place;
    }
    if (best !== undefined) return best.history();
    if (hidden.length === 0)
      return { isEquivalent: true, why: "the design does the same wherever the rule applies" };
    return yield* this.#hiddenDifference(mutant, hidden);
  }

  /** Checks whether a difference that nobody sees at first shows later. */
  *#hiddenDifference(
    mutant: Mutant,
    hidden: readonly Place[],
  ): Generator<void, ScopedHistory | Omit<Untold, "mutant">> {
    const design = asModel(this.#model, mutant);
    const reasons = new Set<NoneFound>();
    for (const scope of new Set(hidden.map((place) => place.scope))) {
      const within = hidden.filter((place) => place.scope === scope);
      within.sort((one, other) => one.distance - other.distance);
      const { depth = Number.POSITIVE_INFINITY } =
        this.#options.scopes.find((seen) => seen.scope === scope) ?? {};
      const found = yield* laterDifference(
        { model: this.#model, other: design, scope, longest: depth, mostCalls: MAX_CALLS },
        within.map((place) => place.history().operations),
      );
      if (typeof found === "object") return found;
      reasons.add(found);
    }
    const order = Object.keys(WHY_UNTOLD) as NoneFound[]; // the keys of a table that is written out in full
    const none = order.find((reason) => reasons.has(reason)) ?? "anywhere";
    return { isEquivalent: none === "anywhere", why: WHY_UNTOLD[none] };
  }

  *#choose(rules: readonly ReachedRule[], told: readonly Mutant[]): Generator<void, SuiteHistory[]> {
    // Of several that have equally much, the shortest is taken.
    const candidates = [...this.#candidates.values()].sort(
      (one, other) => one.operations.length - other.operations.length,
    );
    const found: Found[] = [];
    for (const candidate of candidates) {
      yield;
      found.push(this.#whatItHas(candidate, rules, told));
    }
    const keyOf = ({ op, rule }: OutcomeGoal): number =>
      rules.findIndex((one) => one.op === op && one.rule === rule);
    const keyOfMutant = (mutant: Mutant): number => rules.length + told.indexOf(mutant);
    const keyOfOwn = (place: number): number => rules.length + told.length + place;
    const sets = found.map(
      ({ outcomes, mutants, own }) =>
        new Set([...outcomes.map(keyOf), ...mutants.map(keyOfMutant), ...own.map(keyOfOwn)]),
    );
    const chosen = cover(sets);
    const times = new Map<number, number>();
    for (const place of chosen)
      for (const key of sets[place] ?? []) times.set(key, (times.get(key) ?? 0) + 1);
    return chosen.flatMap((place) => {
      const one = found[place];
      if (one === undefined) return [];
      const outcomes = one.outcomes.filter((goal) => times.get(keyOf(goal)) === 1);
      const mutants = one.mutants.filter((mutant) => times.get(keyOfMutant(mutant)) === 1);
      const own = one.own.filter((history) => times.get(keyOfOwn(history)) === 1).length;
      return [{ ...one, own: one.own.length, alone: { outcomes, mutants, own } }];
    });
  }

  #whatItHas(
    { scope, operations }: Candidate,
    rules: readonly ReachedRule[],
    told: readonly Mutant[],
  ): Found {
    const steps = stepsOf(this.#model, scope, operations);
    const outcomes = new Set<ReachedRule>();
    const mutants = new Set<Mutant>();
    for (const [index, step] of steps.entries()) {
      const rule = rules.find((one) => one.op === step.operation.op && one.rule === step.rule);
      if (rule !== undefined && index <= nearest(rule).distance) outcomes.add(rule);
      const context = contextOf(this.#model, scope, step);
      for (const mutant of told) {
        if (mutants.has(mutant) || mutant.op !== step.operation.op || mutant.rule !== step.rule) continue;
        const telling = differenceAt(this.#model, scope, mutant, step, context);
        const isTold =
          telling === "hidden" ? this.#showsLater(mutant, scope, steps, index) : telling !== "nothing";
        if (isTold) mutants.add(mutant);
      }
    }
    const last = steps.at(-1);
    if (last === undefined) throw new Error("a history of a suite must have an event");
    return {
      goal: { op: last.operation.op, rule: last.rule },
      scope,
      operations,
      outcomes: [...outcomes].map(({ op, rule }) => ({ op, rule })),
      mutants: told.filter((mutant) => mutants.has(mutant)),
      own: this.#own.flatMap((history, place) => (beginsWith({ scope, operations }, history) ? [place] : [])),
    };
  }

  /** Whether a mutant that differs at an event in what nobody sees is told from the design later in the history. */
  #showsLater(mutant: Mutant, scope: Scope, steps: readonly Step[], index: number): boolean {
    const design = asModel(this.#model, mutant);
    const start = steps[index];
    if (start === undefined) return false;
    const world = structuredClone(start.before);
    try {
      return steps.slice(index).some(({ operation, outcome, after }) => {
        if (design.apply(world, operation, scope) !== outcome) return true;
        return pictureOf(this.#model, scope, world) !== pictureOf(this.#model, scope, after);
      });
    } catch (error) {
      // It has broken its own world, and can go no further.
      if (error instanceof Error) return true;
      throw error;
    }
  }

  /** What the design declares but no call has reached. */
  #unreached(): Suite["unreached"] {
    const { calls, rules, refusals } = this.#model;
    const scope = this.#options.own?.scope ?? this.#options.scopes.at(-1)?.scope ?? {};
    return Object.keys(calls).flatMap((op) =>
      ["ok", ...(rules?.of[op] ?? refusals?.[op] ?? [])]
        .filter((rule) => !this.#reached.has(op, rule))
        .map((rule) => ({
          op,
          rule,
          why:
            rules?.whyNever(op, rule === "ok" ? undefined : rule, scope) ?? "no call in the scope reaches it",
        })),
    );
  }
}

/** How many calls are tried to tell from the design a mutant whose difference nobody sees at first. */
const MAX_CALLS = 4_000;

/** Why a mutant whose difference nobody sees at first is not told from the design. */
const WHY_UNTOLD: Readonly<Record<NoneFound, string>> = {
  "before it breaks its own world":
    "the difference is not visible before the mutant breaks its own world: it is not a design",
  "in the calls that were tried": "the difference is not visible in the calls that were tried",
  anywhere: "the difference is not visible anywhere in the scope",
};

/** In how many worlds, those nearest to the first, calls are tried that no search tries. */
const MAX_HOSTILE_WORLDS = 200;

/** The nearest place where a rule applies. */
function nearest({ op, rule, places }: ReachedRule): Place {
  const [first, ...others] = places;
  if (first === undefined) throw new Error(`no call of ${op} was found that ends in ${rule}`);
  return others.reduce((best, place) => (place.distance < best.distance ? place : best), first);
}

function beginsWith(history: ScopedHistory, beginning: ScopedHistory): boolean {
  return (
    history.scope === beginning.scope &&
    areSame(history.operations.slice(0, beginning.operations.length), beginning.operations)
  );
}

/** Does work, and yields its phase whenever it yields. */
function* as<Result>(
  phase: SuiteProgress["phase"],
  work: Generator<void, Result>,
): Generator<SuiteProgress, Result> {
  for (;;) {
    const next = work.next();
    if (next.done) return next.value;
    yield { phase };
  }
}
