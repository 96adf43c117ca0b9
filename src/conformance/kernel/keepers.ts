import { type ContainerNumber, type NamespaceNumber, ROOT } from "../../model/numbers.ts";
import type { Slot } from "../agent/operations.ts";

interface Keeper {
  readonly slot: Slot;
  /** In whose cgroup it is. */
  container: ContainerNumber;
  /** The keeper of the pid namespace around this one, where a task made that. */
  readonly outer: Keeper | undefined;
  /** The pid namespace that it is the init of; nothing once no task uses it any more. */
  namespace: NamespaceNumber | undefined;
}

/**
 * The inits of the pid namespaces that tasks made. The death of one takes all namespaces inside with it (zap_pid_ns_processes in
 * the kernel), so one stays, even if its own namespace is not used any more, for as long as one inside is.
 */
export class Keepers {
  readonly #all: Keeper[] = [];

  /** @param outer the pid namespace in which the new one was made */
  add(
    slot: Slot,
    container: ContainerNumber,
    namespace: NamespaceNumber,
    outer: NamespaceNumber | undefined,
  ): void {
    const around = this.#all.find((keeper) => outer !== undefined && keeper.namespace === outer);
    this.#all.push({ slot, container, outer: around, namespace });
  }

  /** Those that have to leave the cgroups of containers that go: they are in the root's from now on. */
  takeHome(gone: readonly ContainerNumber[]): Slot[] {
    const homeless = this.#all.filter(({ container }) => gone.includes(container));
    for (const keeper of homeless) keeper.container = ROOT;
    return homeless.map(({ slot }) => slot);
  }

  /** Lets go of those that nothing needs any more, the innermost first. */
  takeUnneeded(isUsed: (namespace: NamespaceNumber) => boolean): Slot[] {
    for (const keeper of this.#all)
      if (keeper.namespace !== undefined && !isUsed(keeper.namespace)) keeper.namespace = undefined;
    const slots: Slot[] = [];
    for (let index = this.#all.length - 1; index >= 0; index--) {
      const keeper = this.#all[index];
      if (keeper === undefined || keeper.namespace !== undefined) continue;
      if (this.#all.some(({ outer }) => outer === keeper)) continue;
      this.#all.splice(index, 1); // those inside came later, so they are gone already
      slots.push(keeper.slot);
    }
    return slots;
  }
}
