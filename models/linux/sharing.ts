/** What tasks share besides namespaces: fs_struct and mm_struct; see clone(2), CLONE_FS and CLONE_VM. */
import type { NamespaceNumber } from "../../src/model/numbers.ts";
import { add, at, living, release } from "../../src/world/table.ts";
import { type Caller, type FsNumber, liveTasks, type MemoryNumber, runners, type World } from "./world.ts";

/** How many tasks and threads use a fs_struct (fs->users). */
export function usersOf(world: World, fs: FsNumber): number {
  return runners(world).filter((runner) => runner.fs === fs).length;
}

/** Copies a fs_struct; nobody shares the copy yet. */
export function copyFs(world: World, fs: FsNumber): FsNumber {
  return add(world.filesystems, { ...at(world.filesystems, fs) });
}

/** Copies a memory; nobody shares the copy yet. */
export function copyMemory(world: World, memory: MemoryNumber): MemoryNumber {
  return add(world.memories, { ...at(world.memories, memory) });
}

/** A copied mount namespace takes the root directory along if it was in the one copied (copy_mnt_ns of fs/namespace.c). */
export function moveRoot(world: World, fs: FsNumber, from: NamespaceNumber, to: NamespaceNumber): void {
  const row = at(world.filesystems, fs);
  if (row.mnt === from) row.mnt = to;
}

/** Whether the root directory lies in a mount namespace other than the task's (current_chrooted of fs/namespace.c). */
export function isChrooted(world: World, { fs, nsproxy }: Caller): boolean {
  return at(world.filesystems, fs).mnt !== nsproxy.mnt;
}

/** Whether a task still finds /proc: a mount namespace that goes takes its mounts along, and leaves a root directory in it bare. (put_mnt_ns) */
export function findsProc(world: World, { fs }: Caller): boolean {
  return at(world.filesystems, fs).mnt !== null;
}

/** Whether nobody else runs in a task's memory (current_is_single_threaded of lib/is_single_threaded.c). */
export function isAloneInMemory(world: World, { memory, threads }: Caller): boolean {
  return threads.length === 0 && liveTasks(world).filter((task) => task.memory === memory).length === 1;
}

/** Releases each fs_struct and memory that no task uses any more. */
export function releaseUnshared(world: World): void {
  for (const fs of living(world.filesystems)) if (usersOf(world, fs) === 0) release(world.filesystems, fs);
  const used = new Set(liveTasks(world).map(({ memory }) => memory));
  for (const memory of living(world.memories)) if (!used.has(memory)) release(world.memories, memory);
}
