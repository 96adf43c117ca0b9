import type { Kind } from "../../model/kind.ts";
import type { NamespaceNumber } from "../../model/numbers.ts";
import type { Observation } from "../../model/observation.ts";
import { type Descriptor, MAIN, type Slot } from "../agent/operations.ts";
import type { Script } from "./script.ts";

/** A namespace that nobody is in, though the design keeps it. */
export interface Idle {
  readonly kind: Kind;
  readonly namespace: NamespaceNumber;
}

/** What a design keeps and no task uses: the namespaces of nsproxies without tasks. */
export function idleIn({ tasks, nsproxies }: Observation, kinds: readonly Kind[]): Idle[] {
  const idle = new Map<string, Idle>();
  for (const { namespaces } of nsproxies.values()) {
    for (const kind of kinds) {
      const namespace = namespaces[kind];
      if (namespace !== undefined) idle.set(`${kind} ${namespace}`, { kind, namespace });
    }
  }
  for (const { namespaces } of tasks.values())
    for (const kind of kinds) idle.delete(`${kind} ${namespaces[kind]}`);
  return [...idle.values()];
}

/** Namespaces that are kept by open files, /proc/PID/ns/KIND, as Linux has it since 3.0; see namespaces(7). */
export class HeldNamespaces {
  readonly #files = new Map<string, Descriptor>();

  /** Opens the file of a process that is in the namespace, or has it for its children. */
  hold(script: Script, slot: Slot, { kind, namespace }: Idle, link: string = kind): void {
    const place = script.step(`open of ns/${link}`, {
      call: "open",
      slot: MAIN,
      directory: { procOf: slot },
      path: `ns/${link}`,
      flags: 0,
      mode: 0,
    });
    this.#files.set(`${kind} ${namespace}`, { resultOf: place });
  }

  /** The file that holds a namespace; nothing where none does. */
  fileOf(kind: Kind, namespace: NamespaceNumber | undefined): Descriptor | undefined {
    return this.#files.get(`${kind} ${namespace}`);
  }

  /** Closes the files of all but these. */
  keepOnly(script: Script, idle: readonly Idle[]): void {
    const kept = new Set(idle.map(({ kind, namespace }) => `${kind} ${namespace}`));
    for (const [name, file] of this.#files) {
      if (kept.has(name)) continue;
      script.look({ call: "close", slot: MAIN, file });
      this.#files.delete(name);
    }
  }
}
