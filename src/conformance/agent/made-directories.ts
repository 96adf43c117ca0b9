import { type BigIntStats, lstatSync } from "node:fs";
import { lstat, readdir, rmdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { isSystemCallError } from "./errno-error.ts";

/** How long a cgroup may be busy with tasks that have just been killed, and how often to look, in milliseconds. */
const PATIENCE = 5000;
const INTERVAL = 10;

/** The directories that an agent has made and should remove when it ends: this removes them if the agent does not. */
export class MadeDirectories {
  readonly #made: { readonly path: string; readonly found: BigIntStats }[] = [];
  /** Those that the agent was asked to make and has not answered for. None existed when it was asked. */
  readonly #asked = new Set<string>();

  /** Notes one that the agent is about to be asked to make: it may die after making it and before answering. */
  ask(path: string): void {
    if (lstatSync(path, { throwIfNoEntry: false }) === undefined) this.#asked.add(path);
  }

  /** Notes the agent's answer. A directory that is only visible in the agent's own mounts disappears with them. */
  async answer(path: string, isMade: boolean): Promise<void> {
    this.#asked.delete(path);
    const found = isMade ? await identityOf(path) : undefined;
    if (found !== undefined) this.#made.push({ path, found });
  }

  /** Removes them and everything in them, unless they have been replaced since. @returns those that remain, and why */
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

/** Does not remove files: those of a cgroup go with it, and there are no others. */
async function removeTree(path: string): Promise<void> {
  for (const entry of await readdir(path, { withFileTypes: true }))
    if (entry.isDirectory()) await removeTree(join(path, entry.name));
  await rmdir(path);
}

function ignoreErrno(error: unknown): void {
  if (!isSystemCallError(error)) throw error;
}
