import { finish } from "../../history/finish.ts";
import type { Model } from "../../model/model.ts";
import { taskNumber } from "../../model/numbers.ts";
import type { Observation } from "../../model/observation.ts";
import type { Operation } from "../../model/operation.ts";
import { operationsIn } from "../../model/operations-in.ts";
import type { Outcome } from "../../model/outcome.ts";
import type { Finding, Try } from "../../model/property.ts";
import type { Scope } from "../../model/scope.ts";
import { attemptIn } from "../attempt.ts";
import { carryOut } from "../carry-out.ts";
import { Canonicalizer } from "../packed/canonical.ts";
import { type Codec, codecOf, type Values } from "../packed/codec.ts";
import { type Packer, packerOf } from "../packed/packer.ts";
import { shapeOf } from "../packed/shape-limits.ts";
import type { Words } from "../packed/words.ts";
import { Pauses } from "../pauses.ts";
import type { OpenClaims } from "../search/open-claims.ts";
import { Expansion, type FindingKind, kindOf } from "./expansion.ts";
import { type Permutation, Permutations } from "./permutations.ts";

/** In what two states that differ only in numbers are not alike: the design's doing, or that of a property. */
export type Difference = DesignDifference | FindingDifference;

export type DesignDifference =
  /** They have different canonical forms: the state refers to something that is gone. */
  | { readonly is: "form" }
  /** A call that is offered in one of them only; `call` is that of the first state. */
  | { readonly is: "offer"; readonly call: Operation; readonly isInFirst: boolean }
  | {
      readonly is: "outcome";
      readonly call: Operation;
      readonly outcome: Outcome;
      readonly other: Outcome;
    }
  /** A call leads to states that differ in more than numbers. */
  | { readonly is: "successor"; readonly call: Operation }
  /** The design throws in the second only. */
  | { readonly is: "throws" };

export interface FindingDifference {
  readonly is: "finding";
  /** The place of the property among those of the search. */
  readonly property: number;
  /** The call of the step that it is about; nothing where it is about the state. */
  readonly call?: Operation;
  readonly finding: FindingKind;
  readonly other: FindingKind | "throws";
}

/**
 * Compares the expansion of a state with that of another member of its class: the state with other numbers. In a symmetric design the
 * same calls are offered, each comes to the same outcome and leads to the same class, and every property finds the same (Ip and Dill,
 * "Better verification through symmetry", 1996).
 */
export class Comparer {
  readonly permutations: Permutations;
  readonly #model: Model;
  readonly #scope: Scope;
  readonly #codec: Codec;
  /** Of its own, for a codec writes into rows that it uses again. */
  readonly #codecOfTrial: Codec;
  readonly #packer: Packer;
  readonly #canonicalizer: Canonicalizer;
  readonly #operationIndex: ReadonlyMap<string, number>;
  readonly #member: Values;
  readonly #after: Values;
  readonly #form: Values;
  readonly #packed: Words;
  readonly #scratch: object;
  readonly #trial: object;
  readonly #pauses = new Pauses();
  readonly #attempts: { readonly before: Try; readonly after: Try };

  /** @throws {Error} where worlds of the design cannot be renumbered: see `elementsOf` */
  constructor(model: Model, scope: Scope) {
    this.#model = model;
    this.#scope = scope;
    this.#codec = codecOf(shapeOf(model, scope));
    this.#codecOfTrial = codecOf(shapeOf(model, scope));
    const { layout } = this.#codec;
    this.permutations = new Permutations(layout);
    this.#packer = packerOf(layout);
    this.#canonicalizer = new Canonicalizer(layout);
    this.#operationIndex = new Map(Object.keys(model.calls).map((op, index) => [op, index]));
    const values = () => new Int32Array(layout.slots.length);
    this.#member = values();
    this.#after = values();
    this.#form = values();
    this.#packed = new Int32Array(this.#packer.length);
    this.#scratch = this.#codec.scratch();
    this.#trial = this.#codecOfTrial.scratch();
    this.#attempts = {
      before: attemptIn(model, scope, () => this.#trialOf(this.#member)),
      after: attemptIn(model, scope, () => this.#trialAfter()),
    };
  }

  /** The values of a world. */
  valuesOf(world: object): Values {
    const values = new Int32Array(this.#codec.layout.slots.length);
    this.#codec.read(world, values);
    return values;
  }

  /** The canonical form of a state, packed. It holds until the next one is asked for. */
  formOf(values: Values): Words {
    this.#canonicalizer.form(values, this.#form);
    this.#packer.pack(this.#form, this.#packed, 0);
    return this.#packed;
  }

  /** The values of a packed state. */
  unpacked(words: Words, at: number): Values {
    const values = new Int32Array(this.#codec.layout.slots.length);
    this.#packer.unpack(words, at, values);
    return values;
  }

  /** The permutation that leads from a state to its canonical form. */
  numbersInForm(values: Values): Permutation {
    this.#canonicalizer.form(values, this.#form);
    return this.#canonicalizer.numbersOf(values).slice();
  }

  /** Expands a state, as a search does. */
  expand(values: Values, claims: OpenClaims): Expansion {
    return finish(this.expandInSteps(values, claims));
  }

  /** The same, which gives way now and then: the comparer may be asked nothing else meanwhile. */
  *expandInSteps(values: Values, claims: OpenClaims): Generator<void, Expansion> {
    const expansion = new Expansion(this.#packer.length);
    expansion.begin(this.formOf(values), 0);
    this.#member.set(values);
    this.#codec.write(values, this.#scratch);
    const before = claims.areNone ? undefined : this.#observe();
    if (before !== undefined)
      for (const { property } of claims.aboutWorlds)
        expansion.findings.push(kindOf(property.check(before, this.#scope, this.#attempts.before)));
    expansion.offered = operationsIn(this.#model, this.#scratch, this.#scope);
    for (const operation of expansion.offered) {
      if (this.#pauses.areDue()) yield;
      const outcome = carryOut(this.#model, this.#scratch, operation, this.#scope);
      const isOther = this.#codec.readChanged(this.#scratch, values, this.#after);
      const successor = this.formOf(this.#after);
      const isChanged = !expansion.isState(successor);
      expansion.add(operation, outcome, isChanged ? successor : undefined);
      const about = claims.aboutStep(this.#indexOf(operation), outcome, isChanged);
      if (before !== undefined && about.length > 0) {
        const after = isOther ? this.#observe() : before;
        const step = { before, operation, outcome, after, changed: isChanged };
        for (const { property } of about)
          expansion.findings.push(kindOf(property.check(step, this.#scope, this.#attempts.after)));
      }
      this.#codec.write(values, this.#scratch);
    }
    return expansion;
  }

  /**
   * Compares a state with the member of its class to which a permutation leads. Once the design differs, it ends; a property that differs does not
   * keep the others from being compared.
   */
  compare(
    values: Values,
    expansion: Expansion,
    permutation: Permutation,
    claims: OpenClaims,
    found: (difference: Difference) => void,
  ): void {
    finish(this.compareInSteps(values, expansion, permutation, claims, found));
  }

  /** The same, which gives way now and then, as `expandInSteps` does. */
  *compareInSteps(
    values: Values,
    expansion: Expansion,
    permutation: Permutation,
    claims: OpenClaims,
    found: (difference: Difference) => void,
  ): Generator<void, void> {
    try {
      yield* this.#compare(values, expansion, permutation, claims, found);
    } catch {
      // The first state was expanded without an error, so this one is not like it.
      found({ is: "throws" });
    }
  }

  *#compare(
    values: Values,
    expansion: Expansion,
    permutation: Permutation,
    claims: OpenClaims,
    found: (difference: Difference) => void,
  ): Generator<void, void> {
    const member = this.#member;
    this.permutations.apply(permutation, values, member);
    if (!expansion.isState(this.formOf(member))) {
      found({ is: "form" });
      return;
    }
    this.#codec.write(member, this.#scratch);
    const before = claims.areNone ? undefined : this.#observe();
    let place = 0;
    const compareFinding = (property: number, call: Operation | undefined, check: () => Finding): void => {
      const finding = expansion.findings[place++] ?? "no case";
      const other = kindOrThrows(check);
      if (finding !== other) found({ is: "finding", property, ...(call && { call }), finding, other });
    };
    if (before !== undefined)
      for (const { property, index } of claims.aboutWorlds)
        compareFinding(index, undefined, () => property.check(before, this.#scope, this.#attempts.before));

    if (!this.#areSameOffers(expansion, permutation, found)) return;
    for (const [call, operation] of expansion.calls.entries()) {
      if (this.#pauses.areDue()) yield;
      const counterpart = this.#counterpart(operation, permutation);
      const expected = expansion.outcomes[call] ?? "ok";
      const outcome = this.#model.apply(this.#scratch, counterpart, this.#scope);
      if (outcome !== expected) {
        found({ is: "outcome", call: operation, outcome: expected, other: outcome });
        return;
      }
      const isOther = this.#codec.readChanged(this.#scratch, member, this.#after);
      if (!expansion.isSuccessor(call, this.formOf(this.#after))) {
        found({ is: "successor", call: operation });
        return;
      }
      const isChanged = expansion.changes[call] ?? false;
      const about = claims.aboutStep(this.#indexOf(operation), outcome, isChanged);
      if (before !== undefined && about.length > 0) {
        const after = isOther ? this.#observe() : before;
        const step = { before, operation: counterpart, outcome, after, changed: isChanged };
        for (const { property, index } of about)
          compareFinding(index, operation, () => property.check(step, this.#scope, this.#attempts.after));
      }
      this.#codec.write(member, this.#scratch);
    }
  }

  /** Whether the same calls are offered in both. Where they are not, it tells. */
  #areSameOffers(
    { offered }: Expansion,
    permutation: Permutation,
    found: (difference: Difference) => void,
  ): boolean {
    const others = operationsIn(this.#model, this.#scratch, this.#scope);
    // Most stand where their counterpart does within its task, so a search from there is short.
    const placeOfTask = new Map<number, number>();
    for (const [place, { task }] of others.entries())
      if (!placeOfTask.has(task)) placeOfTask.set(task, place);
    for (const operation of offered) {
      const task = this.permutations.taskOf(permutation, operation.task);
      const first = placeOfTask.get(task) ?? others.length;
      let place = first;
      while (place < others.length && !isSameCall(others[place], operation, task)) place++;
      if (place === others.length) {
        found({ is: "offer", call: operation, isInFirst: true });
        return false;
      }
      const match = others[place];
      const displaced = others[first];
      if (match !== undefined && displaced !== undefined) {
        others[place] = displaced;
        others[first] = match;
      }
      placeOfTask.set(task, first + 1);
    }
    if (others.length === offered.length) return true;
    const left = others.find(({ task }, place) => place >= (placeOfTask.get(task) ?? 0));
    if (left === undefined) return true;
    const inverse = this.#inverse(permutation, left.task);
    found({ is: "offer", call: { ...left, task: taskNumber(inverse) }, isInFirst: false });
    return false;
  }

  #inverse(permutation: Permutation, task: number): number {
    for (let one = 1; one <= this.#scope.tasks; one++)
      if (this.permutations.taskOf(permutation, one) === task) return one;
    return task;
  }

  #counterpart(operation: Operation, permutation: Permutation): Operation {
    const task = this.permutations.taskOf(permutation, operation.task);
    return task === operation.task ? operation : { ...operation, task: taskNumber(task) };
  }

  #indexOf({ op }: Operation): number {
    return this.#operationIndex.get(op) ?? -1;
  }

  #observe(): Observation {
    return this.#model.observe(this.#scratch, this.#scope);
  }

  /** The world after the call, which the scratch world still is. */
  #trialAfter(): object {
    this.#codec.read(this.#scratch, this.#after);
    return this.#trialOf(this.#after);
  }

  #trialOf(values: Values): object {
    this.#codecOfTrial.write(values, this.#trial);
    return this.#trial;
  }
}

/** A property may throw in a state that the search itself does not expand. */
function kindOrThrows(check: () => Finding): FindingKind | "throws" {
  try {
    return kindOf(check());
  } catch {
    return "throws";
  }
}

/** Whether one call is another with another caller. */
function isSameCall(one: Operation | undefined, other: Operation, task: number): boolean {
  return (
    one !== undefined &&
    one.task === task &&
    one.op === other.op &&
    one.path === other.path &&
    one.name === other.name &&
    one.image === other.image &&
    areSameKinds(one.kinds, other.kinds)
  );
}

function areSameKinds(one: Operation["kinds"], other: Operation["kinds"]): boolean {
  if (one === other) return true;
  if (one?.length !== other?.length) return false;
  return one?.every((kind, place) => kind === other?.[place]) ?? true;
}
