import { always } from "../src/domains/containers/property.ts";
import { needsHandles } from "./shared/handles.ts";

/**
 * "This allows us to switch to a vserver by specifying the vserver's name": by a handle that was taken of it. The handle outlives what it names, and
 * gives no right to leave one's view: `handle` breaks this.
 *
 * A case is a world in which a handle was taken and a task may try it.
 */
export const handleEnters = always({
  name: "handle-enters",
  claim: "Entering what a handle was taken of is never refused.",
  source: 'the message: "switch to a vserver by specifying the vserver\'s name"; open_by_handle_at(2)',
  ...needsHandles,

  check(world, _scope, attempt) {
    let tried = false;
    for (const handle of world.handles?.keys() ?? []) {
      for (const task of world.tasks.keys()) {
        const entered = attempt("enter", task, { handle });
        if (entered === undefined) continue;
        tried = true;
        if (entered.outcome !== "ok")
          return {
            broken: `task ${task} cannot enter what ${handle} was taken of: ${entered.outcome}`,
            call: entered.operation,
          };
      }
    }
    return tried ? "holds" : "no case";
  },
});
