import type { Kind } from "../model/kind.ts";
import type { Directory, Kernel, NamespaceFile, Process } from "./kernel.ts";
import { all, given } from "./manager.ts";

/** The namespaces of a container, kept by files. */
interface Held {
  readonly files: ReadonlyMap<Kind, NamespaceFile>;
  readonly numbers: ReadonlyMap<Kind, number>;
}

/**
 * Namespaces that a design keeps though no task has them: by open files of /proc/PID/ns, as is possible since Linux 3.0 (namespaces(7)).
 * The manager records which files belong to which container.
 */
export class HeldNamespaces {
  readonly #kernel: Kernel;
  readonly #kinds: readonly Kind[];
  readonly #held = new Map<Directory, Held>();

  /** @param kinds the kinds that are kept */
  constructor(kernel: Kernel, kinds: readonly Kind[]) {
    this.#kernel = kernel;
    this.#kinds = kinds;
  }

  has(container: Directory): boolean {
    return this.#held.has(container);
  }

  /** Keeps the namespaces of a process for a container. */
  async hold(container: Directory, process: Process): Promise<void> {
    const [[shown], ...files] = await Promise.all([
      this.#kernel.show([process]),
      ...this.#kinds.map(async (kind) => [kind, await given(this.#kernel.keep(process, kind))] as const),
    ]);
    this.#held.set(container, { files: new Map(files), numbers: shown?.namespaces ?? new Map() });
  }

  /** Has a process enter those that differ from its own. @returns their kinds */
  async enter(container: Directory, process: Process): Promise<readonly Kind[]> {
    const held = this.#held.get(container);
    const [mine] = await this.#kernel.show([process]);
    const others = this.#kinds.filter((kind) => held?.numbers.get(kind) !== mine?.namespaces.get(kind));
    if (held !== undefined) await enterByFiles(this.#kernel, process, held.files, others);
    return others;
  }

  /** Releases those of a container. */
  async drop(container: Directory): Promise<void> {
    const files = [...(this.#held.get(container)?.files.values() ?? [])];
    this.#held.delete(container);
    await Promise.all(files.map((file) => this.#kernel.letGo(file)));
  }

  /** Says that a directory, with everything in it, has a new path. */
  renamed(from: Directory, to: Directory): void {
    for (const [directory, held] of [...this.#held]) {
      const other = movedPath(directory, from, to);
      if (other === directory) continue;
      this.#held.delete(directory);
      this.#held.set(other, held);
    }
  }

  /** The numbers of the namespaces kept for a container; `undefined` if none are. */
  numbersOf(container: Directory): ReadonlyMap<Kind, number> | undefined {
    return this.#held.get(container)?.numbers;
  }

  get pidNamespaces(): readonly number[] {
    return [...this.#held.values()].flatMap(({ numbers }) => numbers.get("pid") ?? []);
  }
}

/** Has a process enter namespaces of some kinds by their files. */
export async function enterByFiles(
  kernel: Kernel,
  process: Process,
  files: ReadonlyMap<Kind, NamespaceFile>,
  kinds: readonly Kind[],
): Promise<void> {
  // The user namespace last: from inside it, those that an outer one owns can no longer be entered (setns(2)).
  const order = kinds.toSorted((one, other) => Number(one === "user") - Number(other === "user"));
  for (const kind of order) {
    const file = files.get(kind);
    if (file !== undefined) await all(kernel.setns(process, file, [kind]));
  }
}

/** The path of a directory after another, which may contain it, was renamed. */
export function movedPath(directory: Directory, from: Directory, to: Directory): Directory {
  const isIn = directory === from || directory.startsWith(`${from}/`);
  return isIn ? to + directory.slice(from.length) : directory;
}
