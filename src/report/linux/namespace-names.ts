import type { LinuxObservation } from "../../domains/linux/observation.ts";
import { KINDS, type Kind } from "../../model/kind.ts";
import type { NamespaceNumber } from "../../model/numbers.ts";

/** Unique names for the namespaces of a history: "uts0" for the first of its kind, "uts1" for the next. */
export class NamespaceNames {
  readonly #names = new Map<NamespaceNumber, string>();
  readonly #counts = new Map<Kind, number>();
  /** The owner and the parent of each namespace, by name. */
  readonly relatives = new Map<string, { readonly owner?: string; readonly parent?: string }>();

  /** @param beginning the world before any event, with one namespace of each kind */
  constructor(beginning: LinuxObservation) {
    const order = [...beginning.namespaces].sort(
      ([, one], [, other]) => KINDS.indexOf(one.kind) - KINDS.indexOf(other.kind),
    );
    this.#take(new Map(order));
  }

  /**
   * Moves on to the next world.
   *
   * @returns the names of those that are gone
   */
  follow(world: LinuxObservation): string[] {
    const gone: string[] = [];
    for (const [number, name] of [...this.#names])
      if (!world.namespaces.has(number)) {
        gone.push(name);
        this.#names.delete(number);
      }
    this.#take(world.namespaces);
    return gone;
  }

  /** The name of a namespace of the current world; `undefined` if there is none. */
  of(number: NamespaceNumber | null | undefined): string | undefined {
    return number === undefined || number === null ? undefined : this.#names.get(number);
  }

  /** All names given so far, in order. */
  get all(): readonly string[] {
    return [...this.relatives.keys()];
  }

  #take(namespaces: LinuxObservation["namespaces"]): void {
    const fresh = [...namespaces].filter(([number]) => !this.#names.has(number));
    for (const [number, { kind }] of fresh) {
      const count = this.#counts.get(kind) ?? 0;
      this.#counts.set(kind, count + 1);
      this.#names.set(number, `${kind}${count}`);
    }
    for (const [number, { owner, parent }] of fresh) {
      const [name, owned, inner] = [this.of(number), this.of(owner), this.of(parent)];
      if (name === undefined) throw new Error("it was named above");
      this.relatives.set(name, {
        ...(owned !== undefined && { owner: owned }),
        ...(inner !== undefined && { parent: inner }),
      });
    }
  }
}
