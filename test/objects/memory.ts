import { type Objects, requireName } from "../../src/objects/objects.ts";

/** Objects in memory, for tests. */
export class MemoryObjects implements Objects {
  readonly all = new Map<string, Uint8Array>();

  async put(name: string, bytes: Uint8Array): Promise<number> {
    requireName(name);
    this.all.set(name, bytes.slice());
    return bytes.length;
  }

  async get(name: string): Promise<Uint8Array | undefined> {
    requireName(name);
    return this.all.get(name)?.slice();
  }

  async list(prefix: string): Promise<string[]> {
    return [...this.all.keys()].filter((name) => name.startsWith(prefix)).sort();
  }

  async remove(names: readonly string[]): Promise<void> {
    for (const name of names) {
      requireName(name);
      this.all.delete(name);
    }
  }
}
