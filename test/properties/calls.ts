import type { ContainerOperation } from "../../src/domains/containers/operation.ts";
import type { Kind } from "../../src/model/kind.ts";
import { taskNumber } from "../../src/model/numbers.ts";

// The calls of `nested`, short to write.
export const fork = (task: number) => ({ op: "fork", task: taskNumber(task) }) as const;
export const exit = (task: number) => ({ op: "exit", task: taskNumber(task) }) as const;
export const unshare = (task: number, ...kinds: Kind[]) =>
  ({
    op: "unshare",
    task: taskNumber(task),
    kinds: kinds.length === 0 ? (["uts"] satisfies Kind[]) : kinds,
  }) as const;
export const setns = (task: number, path: string) => ({ op: "setns", task: taskNumber(task), path }) as const;
export const kill = (task: number, path: string) => ({ op: "kill", task: taskNumber(task), path }) as const;
export const rename = (task: number, path: string, name: string) =>
  ({ op: "rename", task: taskNumber(task), path, name }) as const;
export const checkpoint = (task: number, path: string, image = "image1") =>
  ({ op: "checkpoint", task: taskNumber(task), path, image }) as const;
export const restart = (task: number, name: string, image = "image1") =>
  ({ op: "restart", task: taskNumber(task), image, name }) as const;

/** A call as a test names it: `kill(2 /unnamed1)`. */
export function words({ op, task, path, name, image, handle, kinds }: ContainerOperation): string {
  return `${op}(${[task, image, path, name, handle, kinds?.join("+")].filter((field) => field !== undefined).join(" ")})`;
}
