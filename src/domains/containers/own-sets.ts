import {
  type ContainerNumber,
  type NsproxyNumber,
  nsproxyNumber,
  type TaskNumber,
} from "../../model/numbers.ts";
import type { Table } from "../../world/table.ts";
import type { Tree } from "../../world/tree.ts";
import type { Namespaces } from "./observation.ts";
import type { TreeWorld } from "./observe-tree.ts";

/** A world in which each task itself has a container and namespaces. */
interface OwnWorld {
  readonly tasks: Table<TaskNumber, { container: ContainerNumber; namespaces: Namespaces }>;
  readonly containers: Tree;
  readonly images: TreeWorld["images"];
}

/** The same world with nsproxies, one for each task, under the task's number. */
export function withOwnSets({ tasks, containers, images }: OwnWorld): TreeWorld {
  const nsproxies: Table<NsproxyNumber, { container: ContainerNumber; namespaces: Namespaces }> = [...tasks];
  return {
    tasks: tasks.map((row, number) => row && { nsproxy: nsproxyNumber(number) }),
    nsproxies,
    containers,
    images,
  };
}
