/** Names and paths as they stand in directories and attributes: what the kernel does not resolve or refuse by itself. */
import type { CgroupShown } from "./kernel.ts";

/** NAME_MAX of limits.h, in bytes. */
const LONGEST_NAME = 255;
/** PATH_MAX, in bytes, with the NUL. */
const LONGEST_PATH = 4096;

/** N1. A directory cannot have any other name either. */
export function isName(text: string): boolean {
  if (text === "" || text === "." || text === ".." || text.includes("/")) return false;
  return isText(text) && bytesOf(text) <= LONGEST_NAME;
}

/** Whether a text can be given to the kernel: there it ends at a NUL, and half a surrogate pair has no UTF-8 form. */
export function isText(text: string): boolean {
  return !text.includes("\0") && !/\p{Surrogate}/u.test(text);
}

/** Whether the kernel takes a path in one piece. */
export function isPathInOnePiece(path: string): boolean {
  return bytesOf(path) < LONGEST_PATH;
}

/** The cgroup that a path leads to (N3), by the names that containers have, and never above the top (N4). */
export function walk(top: CgroupShown, path: string): CgroupShown | undefined {
  if (path === "") return undefined;
  const way = [top];
  for (const component of path.split("/")) {
    if (component === "" || component === ".") continue;
    const here = way.at(-1);
    if (component === "..") {
      if (way.length > 1) way.pop();
      continue;
    }
    const next = here?.children.find(({ name }) => name === component);
    if (next === undefined) return undefined;
    way.push(next);
  }
  return way.at(-1);
}

/** N2: `unnamedK` with the lowest K from 1 such that none of these has that name. */
export function unnamed(siblings: readonly CgroupShown[]): string {
  for (let k = 1; ; k++) {
    const name = `unnamed${k}`;
    if (siblings.every((sibling) => sibling.name !== name)) return name;
  }
}

/** A cgroup and all below it, each before those in it. */
export function allIn(top: CgroupShown): readonly CgroupShown[] {
  return [top, ...top.children.flatMap(allIn)];
}

function bytesOf(text: string): number {
  return new TextEncoder().encode(text).length;
}
