import { linuxAlways, ofEachKind } from "../../src/domains/linux/property.ts";
import { withArticle } from "../../src/text/article.ts";
import { whereHandlesAre } from "./shared/scopes.ts";

/**
 * "This allows us to switch to a vserver by specifying the vserver's name" (the message, lines 36 to 38): by a handle that was taken of it.
 *
 * A handle outlives the namespace: opening it is ESTALE once that is no longer active, and also for a task that does not see it (open_by_handle_at(2), ESTALE;
 * nsfs_fh_to_dentry).
 *
 * A case is a world in which a handle was taken and a task may try to open it.
 */
export const linuxHandleEnters = ofEachKind(
  {
    question: "handle-enters",
    claim: (namespace) => `Opening what a handle of ${withArticle(namespace)} was taken of is never refused.`,
    where: whereHandlesAre,
    needs: ["handles"],
  },
  (kind, asked) =>
    linuxAlways({
      ...asked,
      source: 'the message: "switch to a vserver by specifying the vserver\'s name"; open_by_handle_at(2)',

      check(world, _scope, attempt) {
        let tried = false;
        for (const [handle, namespace] of world.handles) {
          // The kind of a namespace that is gone is not shown: in a scope of one kind it is this one.
          if ((world.namespaces.get(namespace)?.kind ?? kind) !== kind) continue;
          for (const [task, { state }] of world.tasks) {
            const opened = state === "alive" ? attempt("open", task, { handle, file: "file1" }) : undefined;
            if (opened === undefined) continue;
            tried = true;
            if (opened.outcome !== "ok")
              return {
                broken: `task ${task} cannot open what ${handle} was taken of: ${opened.outcome}`,
                call: opened.operation,
              };
          }
        }
        return tried ? "holds" : "no case";
      },
    }),
);
