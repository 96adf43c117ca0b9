import type { Objects } from "../../objects/objects.ts";
import type { Values } from "../codec/codec.ts";
import { Expander } from "../expand/expander.ts";
import { SETTLED } from "../expand/expansion.ts";
import { OpenProperties, openPropertiesOf } from "../expand/open-properties.ts";
import type { StateSpace } from "../expand/state-space.ts";
import type { Guiding } from "../search/histories.ts";
import { type Guide, lastLevelOf, type Sought } from "../search/trace.ts";
import { formsOf, type StatesOfForm } from "./forms.ts";
import { type KeyShape, keyShapeOf } from "./key.ts";
import { KeyTable, NO_KEY } from "./key-table.ts";
import { type List, partName, readPart } from "./list.ts";
import { StepTargets } from "./step-targets.ts";
import { waitFor } from "./wait.ts";

/** What is known about a search that has ended. */
interface Searched {
  readonly space: StateSpace;
  readonly objects: Objects;
  /** The states of each level. */
  readonly lists: readonly (readonly List[])[];
  readonly sought: readonly Sought[];
  /** Upper bound on the memory of the states on the way, in bytes. */
  readonly memory: number;
}

/**
 * Finds the states on the way to those that settle a property: backwards from their level, on each level the states from which a call leads to one found on the next
 * level. So each level is expanded once more, and no state has to remember where it came from.
 *
 * @returns finds the guide to a property; the guides to properties that are settled on the same level are found together
 */
export function waysTo(searched: Searched): (sought: Sought) => Guiding<Promise<void>> {
  const known = new Map<number, Ways | undefined>();
  return function* guideTo(sought) {
    const level = lastLevelOf(sought);
    if (!known.has(level)) {
      const together = searched.sought.filter((one) => lastLevelOf(one) === level);
      known.set(level, yield* waysFrom(searched, together.slice(0, MAX_TOGETHER), level));
    }
    const ways = known.get(level);
    const guide = ways?.guideTo(sought) ?? (yield* waysFrom(searched, [sought], level))?.guideTo(sought);
    if (guide !== undefined) return guide;
    const most = Math.round(searched.memory / 2 ** 20);
    return { bound: `the worlds on the way exceed the limit of ${most} MiB` };
  };
}

/** How many properties are sought together: each has a bit. */
const MAX_TOGETHER = 30;

/** How many forms are read before it yields. */
const FORMS_AT_A_STRETCH = 64;

/** Finds the ways to properties that are settled by states of a level. @returns `undefined` if they take too much memory */
function* waysFrom(
  { space, objects, lists, memory }: Searched,
  sought: readonly Sought[],
  last: number,
): Generator<Promise<void> | undefined, Ways | undefined> {
  const ways = new Ways(space, sought);
  for (let level = last; level >= 0; level--) {
    for (const list of lists[level] ?? [])
      for (let part = 0; part < list.parts.length; part++) {
        const groups = yield* waitFor(readPart(objects, partName(list, part), ways.shape, "states"));
        const forms = formsOf(groups, ways.shape);
        for (let form = 0; form < forms.length; form++) {
          if (form % FORMS_AT_A_STRETCH === 0) yield;
          ways.add(forms.form(form), level, level === last);
        }
        if (ways.bytes > memory) return undefined;
      }
  }
  return ways;
}

/** The states of one level on the way, and for each the properties to which it leads, as bits. */
interface OnTheWay {
  readonly table: KeyTable;
  readonly leadTo: number[];
}

class Ways {
  readonly shape: KeyShape;
  readonly #space: StateSpace;
  readonly #sought: readonly Sought[];
  readonly #open: readonly OpenProperties[];
  readonly #none: OpenProperties;
  readonly #expander: Expander;
  readonly #targets: StepTargets;
  readonly #levels = new Map<number, OnTheWay>();
  readonly #values: Values;
  #states = 0;

  constructor(space: StateSpace, sought: readonly Sought[]) {
    this.shape = keyShapeOf(space);
    this.#space = space;
    this.#sought = sought;
    const calls = Object.keys(space.model.calls);
    this.#open = sought.map(({ property }) => new OpenProperties([{ property, index: 0 }], calls));
    this.#none = openPropertiesOf(space.model, [], space.scope);
    this.#expander = new Expander(space, 1);
    this.#targets = new StepTargets(space, this.#expander.tables);
    this.#values = space.values();
  }

  /** How many bytes the states on the way take, or slightly more. */
  get bytes(): number {
    return this.#states * (this.shape.width + WORDS_BESIDE) * Int32Array.BYTES_PER_ELEMENT;
  }

  /** The guide to a property; `undefined` if it is not among those that were sought. */
  guideTo(sought: Sought): Guide | undefined {
    const property = this.#sought.indexOf(sought);
    if (property === -1) return undefined;
    return {
      // biome-ignore lint/correctness/useYield: all is known
      leadsOn: function* (this: Ways, values: Values, level: number) {
        this.#values.set(values);
        this.#space.settle(this.#values);
        const { words, sharing } = this.#space;
        return (this.#leadTo(level, words, 0, sharing.combination()) & (1 << property)) !== 0;
      }.bind(this),
    };
  }

  /** Adds the states of a form that lead to a property. @param isLast whether they may settle a property themselves */
  add({ words, at, combinations }: StatesOfForm, level: number, isLast: boolean): void {
    const leadTo = isLast
      ? this.#settling(words, at, combinations)
      : this.#leading(words, at, combinations, level + 1);
    for (const [place, bits] of leadTo.entries()) {
      if (bits === 0) continue;
      const onTheWay = this.#levels.get(level) ?? { table: new KeyTable(this.shape), leadTo: [] };
      this.#levels.set(level, onTheWay);
      onTheWay.leadTo[onTheWay.table.add(words, at, combinations[place] ?? 0)] = bits;
      this.#states++;
    }
  }

  /** For each state of a form, the properties that it settles. */
  #settling(words: Int32Array, at: number, combinations: readonly number[]): number[] {
    const bits = combinations.map(() => 0);
    for (const [property, open] of this.#open.entries()) {
      if (!this.#settles(words, at, combinations, open)) continue;
      for (const [place, combination] of combinations.entries())
        if (this.#settles(words, at, [combination], open)) bits[place] = (bits[place] ?? 0) | (1 << property);
    }
    return bits;
  }

  #settles(words: Int32Array, at: number, combinations: readonly number[], open: OpenProperties): boolean {
    return this.#expander.ask(words, at, combinations, open).settled[0] !== SETTLED.not;
  }

  /** For each state of a form, the properties to which some call leads. */
  #leading(words: Int32Array, at: number, combinations: readonly number[], next: number): number[] {
    const bits = combinations.map(() => 0);
    const { successors } = this.#expander.expand(words, at, combinations, this.#none);
    for (let successor = 0; successor < successors.count; successor++) {
      const after = this.#targets.combinations(successors, successor, combinations);
      const from = successors.placeOf(successor);
      for (let place = 0; place < combinations.length; place++)
        bits[place] = (bits[place] ?? 0) | this.#leadTo(next, successors.words, from, after[place] ?? 0);
    }
    return bits;
  }

  /** The properties to which a state of a level leads. */
  #leadTo(level: number, words: Int32Array, at: number, combination: number): number {
    const onTheWay = this.#levels.get(level);
    const key = onTheWay?.table.find(words, at, combination) ?? NO_KEY;
    return key === NO_KEY ? 0 : (onTheWay?.leadTo[key] ?? 0);
  }
}

/** How many words a state takes besides its key: in the index, and its bits. */
const WORDS_BESIDE = 6;
