import type { Looks } from "../../model/domain-parts.ts";
import { KINDS, type Kind } from "../../model/kind.ts";
import type { NamespaceNumber } from "../../model/numbers.ts";
import type { Namespaces } from "./observation.ts";

/**
 * Sets of namespaces that report when somebody looks at them, and that may show numbers other than their own.
 *
 * Fetching a set is not a look, nor is finding that two are one object: then they have the same numbers, whoever shares. The numbers themselves are watched.
 * Each is an own, enumerable property of the set, so copying a set, or listing or comparing what it holds, is a look too.
 */
export class WatchedNamespaces {
  /** Sets by their numbers, in the order of their kinds. They are few, and kept for good. */
  readonly #root: Node = { byKind: {} };
  /** One for each kind, shared by all sets: so these have few hidden classes, and reading them is fast. */
  readonly #properties: Readonly<Record<string, PropertyDescriptor>>;

  readonly #looks: Looks;

  constructor(looks: Looks) {
    this.#looks = looks;
    const propertyOf = (kind: Kind): PropertyDescriptor => ({
      enumerable: true,
      get(this: WatchedSet) {
        const number = this[OWN][kind] ?? 0; // a set has the property only if it has a number
        looks.readsValue(number);
        return looks.representatives[number] ?? number;
      },
    });
    this.#properties = Object.fromEntries(KINDS.map((kind) => [kind, propertyOf(kind)]));
  }

  /** The set that shows some numbers; always the same object for the same numbers. */
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
   * Whether one of some sets has a namespace. Asking about a new one is not a look: nobody has it, whoever shares.
   *
   * @param numbers the numbers of each set
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

/** Where a set keeps its own numbers: not enumerable, so that nobody comes across them. */
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

/** A node of a tree: from the root, the numbers of a set lead to it, one kind after the other. */
interface Node {
  set?: Namespaces;
  readonly byKind: { [One in Kind]?: Map<NamespaceNumber | undefined, Node> };
}
