/** `task-struct` on today's kernel: as `nested`, where a container's namespaces are those of the tasks in it anyway. */
import type { Manager } from "./manager.ts";
import { nestedManager } from "./nested.ts";

export const taskStructManager: Manager = { ...nestedManager, name: "task-struct" };
