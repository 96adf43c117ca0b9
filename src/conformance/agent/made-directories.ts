import { type BigIntStats, lstatSync } from "node:fs";
import { lstat, readdir, rmdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { isSystemCallError } from "./errno-error.ts";

/** How long a cgroup may be busy with tasks that have just been killed, in milliseconds, and how often to look. */
const PATIENCE = 5000;
const INTERVAL = 10;

/** The directories that an agent has made and was to remove at its end: for when it does not come to that. */
export class MadeDirectories {
  readonly #made: { readonly path: string; readonly found: BigIntStats }[] = [];
  /** Those of which the agent has not said whether it made them. None was there when it was asked to. */
  readonly #asked = new Set<string>();

  /** Takes notice of one that the agent is about to be asked to make: it may die between the making and the answer. */
  ask(path: string): void {
    if (lstatSync(path, { throwIfNoEntry: false }) === undefined) this.#asked.add(path);
  }

  /** Takes notice of the agent's answer. One that only the agent's own mounts have goes with them. */
  async answer(path: string, isMade: boolean): Promise<void> {
    this.#asked.delete(path);
    const found = isMade ? await identityOf(path) : undefined;
    if (found !== undefined) this.#made.push({ path, found });
  }

  /** Removes them with all that is in them, as far as they are still those that were made. @returns those that stay, and why */
  async remove(): Promise<readonly string[]> {
    const left: string[] = [];
    for (const path of [...this.#asked]) await this.answer(path, true);
    for (const { path, found } of this.#made.splice(0).reverse()) {
      const now = await identityOf(path);
      if (now === undefined || now.ino !== found.ino || now.dev !== found.dev) continue;
      const refusal = await removeCgroup(path);
      if (refusal !== undefined) left.push(`${path} cannot be removed (${refusal})`);
    }
    return left;
  }
}

async function identityOf(path: string): Promise<BigIntStats | undefined> {
  return lstat(path, { bigint: true }).catch((error: unknown) => {
    if (isSystemCallError(error)) return undefined;
    throw error;
  });
}

async function removeCgroup(path: string): Promise<string | undefined> {
  for (const deadline = Date.now() + PATIENCE; ; ) {
    try {
      await writeFile(join(path, "cgroup.kill"), "1", { flag: "r+" }).catch(ignoreErrno); // version 1 has no such file
      await removeTree(path);
      return undefined;
    } catch (error) {
      if (!isSystemCallError(error)) throw error;
      if (error.code !== "EBUSY" || Date.now() > deadline) return error.code;
    }
    await new Promise((done) => setTimeout(done, INTERVAL));
  }
}

/** Files stay: those of a cgroup go with it, and nobody makes others. */
async function removeTree(path: string): Promise<void> {
  for (const entry of await readdir(path, { withFileTypes: true }))
    if (entry.isDirectory()) await removeTree(join(path, entry.name));
  await rmdir(path);
}

function ignoreErrno(error: unknown): void {
  if (!isSystemCallError(error)) throw error;
}
