import type { Looks } from "../../model/domain-parts.ts";
import { KINDS, type Kind } from "../../model/kind.ts";
import type { NamespaceNumber } from "../../model/numbers.ts";
import type { Namespaces } from "./observation.ts";

/**
 * Sets of namespaces that tell when somebody looks, and that may show other numbers than their own.
 *
 * To fetch a set is no look, nor is to find that two are one object: then they have the same numbers, whoever shares. What is watched are the numbers
 * themselves. Each is an enumerable property of the set's own, so that whoever copies a set, or lists or compares what it holds, looks too.
 */
export class WatchedNamespaces {
  /** Sets by their numbers, in the order of their kinds. They are few, and kept for good. */
  readonly #root: Node = { byKind: {} };
  /** One for each kind, for all sets: so these have few hidden classes, and to read them is quick. */
  readonly #properties: Readonly<Record<string, PropertyDescriptor>>;

  readonly #looks: Looks;

  constructor(looks: Looks) {
    this.#looks = looks;
    const propertyOf = (kind: Kind): PropertyDescriptor => ({
      enumerable: true,
      get(this: WatchedSet) {
        const number = this[OWN][kind] ?? 0; // a set has the property only where it has a number
        looks.readsValue(number);
        return looks.representatives[number] ?? number;
      },
    });
    this.#properties = Object.fromEntries(KINDS.map((kind) => [kind, propertyOf(kind)]));
  }

  /** The set that shows some numbers; always the same one. */
  of(numbers: Namespaces): Namespaces {
    let node = this.#root;
    for (const key in numbers) {
      const kind = key as Kind; // a key of Namespaces is a kind
      node = nextNode(node, kind, numbers[kind]);
    }
    node.set ??= this.#watched(numbers);
    return node.set;
  }

  /**
   * Whether one of some sets has a namespace. To ask for one that is new is no look: nobody has it, whoever shares.
   *
   * @param numbers those of the sets
   * @param namespace as it is shown
   */
  isAmong(numbers: Iterable<Namespaces>, kind: Kind, namespace: NamespaceNumber): boolean {
    const { representatives } = this.#looks;
    this.#looks.asksForHolders(namespace);
    for (const { [kind]: number } of numbers)
      if (number !== undefined && (representatives[number] ?? number) === namespace) return true;
    return false;
  }

  #watched(numbers: Namespaces): Namespaces {
    const set = Object.defineProperty({}, OWN, { value: { ...numbers } });
    for (const kind in numbers) Object.defineProperty(set, kind, this.#properties[kind] ?? {});
    return set;
  }
}

/** Where a set has its own numbers: not enumerable, so that nobody comes upon it. */
const OWN = Symbol("own numbers");

interface WatchedSet {
  readonly [OWN]: Namespaces;
}

function nextNode({ byKind }: Node, kind: Kind, number: NamespaceNumber | undefined): Node {
  byKind[kind] ??= new Map();
  const known = byKind[kind].get(number);
  if (known !== undefined) return known;
  const next: Node = { byKind: {} };
  byKind[kind].set(number, next);
  return next;
}

/** A tree: from the root a way leads through the numbers of a set to it. */
interface Node {
  set?: Namespaces;
  readonly byKind: { [One in Kind]?: Map<NamespaceNumber | undefined, Node> };
}
