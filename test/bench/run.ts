import type { ContainerScope } from "../../src/domains/containers/scope.ts";

/** One measurement: which search, in which scope. */
export interface Run {
  readonly model: string;
  readonly scope: ContainerScope;
  readonly symmetry: boolean;
  readonly workers: number;
  readonly properties: Asked;
}

/** Which properties are checked: all, those of worlds and of steps, or none. */
export const ASKED = ["all", "of steps", "none"] as const;
export type Asked = (typeof ASKED)[number];

/** What a search took, ours or another program's. */
export interface Took {
  readonly states: number;
  /** User-mode CPU seconds, over all cores. */
  readonly user: number;
  readonly wall: number;
  /** Peak memory of the process, in bytes. */
  readonly peak: number;
}

/** What one of our searches took, excluding the start of the process, when modules are loaded and compiled. */
export interface Measured extends Took {
  readonly ok: number;
  readonly calls: number;
  /** What the search keeps for states (visited set and frontiers), in bytes. */
  readonly bytes: number;
}

/** What another program took. */
export interface Other extends Took {
  readonly name: string;
}

/** A scope in short: tasks, containers, kinds, names. */
export function inShort({ tasks, containers, kinds, names }: ContainerScope): string {
  return boundsOf({ tasks, containers, kinds, names }).join(" ");
}

/** The arguments that tell the scripts of a baseline the scope. */
export function boundsOf({
  tasks,
  containers,
  kinds,
  names,
}: Pick<ContainerScope, "tasks" | "containers" | "kinds" | "names">): string[] {
  return [tasks, containers, kinds.length, names.length].map(String);
}
