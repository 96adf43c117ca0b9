import { type ContainerNumber, ROOT, type TaskNumber } from "../../model/numbers.ts";
import { quoted } from "../../text/printable.ts";
import { named } from "../../text/words.ts";
import type { ContainerObservation } from "./observation.ts";

/** Tasks by number: "task 2", "tasks 2 and 3". */
export const tasksInWords = (tasks: readonly TaskNumber[]): string => named("task", tasks);

/** A container by the name that the machine's administrator sees: "the root", "/vserver1/job". */
export function place(world: ContainerObservation, container: ContainerNumber): string {
  return container === ROOT ? "the root" : quoted(world.rootPath(container));
}
