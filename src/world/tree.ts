import type { ContainerNumber } from "../model/numbers.ts";
import { memoize } from "./memoize.ts";
import { unnamed } from "./name.ts";
import { at, find, living, type Table } from "./table.ts";

/** What the naming tree needs to know of a container. */
export interface TreeNode {
  parent: ContainerNumber | null;
  name: string;
}

/** The naming tree: containers in containers. */
export type Tree = Table<ContainerNumber, TreeNode>;

/** The child of a container that has a name; by N1 there is at most one. @param parent `null` for containers without a parent */
export function childNamed(
  tree: Tree,
  parent: ContainerNumber | null,
  name: string,
): ContainerNumber | undefined {
  for (let number = 1; number < tree.length; number++) {
    const row = tree[number];
    if (row != null && row.parent === parent && row.name === name) return number as ContainerNumber; // its place
  }
  return undefined;
}

/** Tells whether something stands directly in a container. */
export function hasChildren(tree: Tree, container: ContainerNumber): boolean {
  for (let number = 1; number < tree.length; number++) if (tree[number]?.parent === container) return true;
  return false;
}

/** Tells whether a container is another one or stands below it. */
export function isInOrBelow(tree: Tree, container: ContainerNumber, top: ContainerNumber): boolean {
  for (let here: ContainerNumber | null = container; here !== null; here = at(tree, here).parent) {
    if (here === top) return true;
  }
  return false;
}

/** A container and its ancestors, outermost first. */
export function ancestry(tree: Tree, container: ContainerNumber): ContainerNumber[] {
  const chain: ContainerNumber[] = [];
  for (let here: ContainerNumber | null = container; here !== null; here = at(tree, here).parent)
    chain.push(here);
  return chain.reverse();
}

/**
 * N3: the container that a path names for a viewer whose own container is `top`. N4 follows: the path never leads above
 * `top`.
 */
export function resolve(tree: Tree, top: ContainerNumber, path: string): ContainerNumber | undefined {
  if (path === "") return undefined;
  let here = top;
  for (const component of componentsOf(path)) {
    const next = component === ".." ? upFrom(tree, here, top) : childNamed(tree, here, component);
    if (next === undefined) return undefined;
    here = next;
  }
  return here;
}

function upFrom(tree: Tree, here: ContainerNumber, top: ContainerNumber): ContainerNumber {
  return here === top ? top : (at(tree, here).parent ?? top);
}

/** The components of a path that lead somewhere. Cached, as a search asks for those of a few paths millions of times. */
export const componentsOf = memoize((path: string): readonly string[] =>
  path.split("/").filter((component) => component !== "" && component !== "."),
);

/** N2: the name of a container that `unshare` makes below another. */
export function freeName(tree: Tree, parent: ContainerNumber | null): string {
  return unnamed((name) => childNamed(tree, parent, name) !== undefined);
}

/** The canonical path of a container for a viewer whose own container is `top`; `undefined` if it is not in view (N4) or does not live. */
export function pathFrom(tree: Tree, top: ContainerNumber, container: ContainerNumber): string | undefined {
  return find(tree, container) === undefined ? undefined : pathOfLiving(tree, top, container);
}

function pathOfLiving(tree: Tree, top: ContainerNumber, container: ContainerNumber): string | undefined {
  if (container === top) return "/";
  const { parent, name } = at(tree, container);
  if (parent === null) return undefined;
  const path = pathOfLiving(tree, top, parent);
  return path === undefined ? undefined : pathsBelow(path)(name);
}

/** The canonical paths of all containers in view of a viewer whose own container is `top` (N4), in order of their numbers. */
export function pathsFrom(tree: Tree, top: ContainerNumber): string[] {
  const paths: string[] = [];
  for (const container of living(tree)) {
    const path = pathOfLiving(tree, top, container);
    if (path !== undefined) paths.push(path);
  }
  return paths;
}

/** The paths directly below a path, by name. */
const pathsBelow = memoize((path: string) =>
  memoize((name: string) => (path === "/" ? `/${name}` : `${path}/${name}`)),
);
