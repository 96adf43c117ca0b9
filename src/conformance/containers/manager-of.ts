import type { Manager } from "../../managers/manager.ts";
import type { AnyManager } from "../../model/manager.ts";
import type { Model } from "../../model/model.ts";

/** A design does not say how its operations are carried out on the kernel. */
export class NoManager extends Error {
  /** What to do about it, as a sentence. */
  readonly hint =
    "Derive its rules from those of a built-in design, or give it a manager; see docs/write-a-design.md.";

  constructor(design: string) {
    super(`${design} has no manager, which would say how its operations are carried out on the kernel`);
    this.name = "NoManager";
  }
}

/** How a design's operations are carried out. @throws {NoManager} */
export function managerOf({ name, manager }: Pick<Model, "name" | "manager">): Manager {
  if (manager === undefined || !isManager(manager)) throw new NoManager(name);
  return manager;
}

function isManager(manager: AnyManager): manager is Manager {
  return "start" in manager && typeof manager.start === "function";
}
