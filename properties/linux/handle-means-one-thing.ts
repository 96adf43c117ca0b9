import type { AnyLinuxOperation } from "../../src/domains/linux/operations.ts";
import { type LinuxStep, linuxOnEveryStep, ofEachKind } from "../../src/domains/linux/property.ts";
import type { Kind } from "../../src/model/kind.ts";
import { withArticle } from "../../src/text/article.ts";
import { linksOf } from "./shared/namespaces.ts";
import { whereHandlesAre } from "./shared/scopes.ts";
import { ONE, TWO } from "./shared/tasks.ts";

/** What a handle names goes, and another namespace of the kind is made: the handle is still stale. */
const staleForGood = (kind: Kind): readonly AnyLinuxOperation[] => [
  { op: "clone", task: ONE, kinds: [kind] },
  { op: "handle", task: ONE, target: TWO, kind, handle: "handle1" },
  { op: "kill", task: ONE, target: TWO },
  { op: "wait", task: ONE, target: TWO },
  { op: "clone", task: ONE, kinds: [kind] },
  { op: "setns_handle", task: ONE, handle: "handle1" },
];

/**
 * "Each nsproxy has a node in the namespace id filesystem" (the message, lines 34 and 35): the node of this one, and of no later one.
 *
 * A handle holds the namespace's id, which is never reused (nsfs_fh_to_dentry; L1 of docs/semantics.md). Its inode number may be.
 *
 * A case is a step after which a handle names a namespace of the kind that exists.
 */
export const linuxHandleMeansOneThing = ofEachKind(
  {
    question: "handle-means-one-thing",
    claim: (namespace) =>
      `A handle of ${withArticle(namespace)} enters the one that it was taken of, or none.`,
    where: whereHandlesAre,
    needs: ["handles"],
    witness: staleForGood,
  },
  (kind, asked) =>
    linuxOnEveryStep({
      ...asked,
      source: 'the message: "each nsproxy has a node"; open_by_handle_at(2)',

      check(step) {
        const { operation, outcome, before, after } = step;
        let named = false;
        for (const [handle, namespace] of after.handles) {
          if (after.namespaces.get(namespace)?.kind !== kind) continue;
          named = true;
          const isTaken = operation.op === "handle" && operation.handle === handle && outcome === "ok";
          const isStill = before.handles.get(handle) === namespace && before.namespaces.has(namespace);
          if (!isTaken && !isStill)
            return { broken: `${handle} names ${withArticle(kind)} namespace that it was not taken of` };
        }
        if (entersAnother(step, kind))
          return { broken: "a task has entered a namespace other than the one its handle names" };
        return named ? "holds" : "no case";
      },
    }),
);

/** Whether a task has entered, by a handle of the kind, a namespace other than the one that it names. */
function entersAnother({ before, operation, outcome, after }: LinuxStep, kind: Kind): boolean {
  if (operation.op !== "setns_handle" || outcome !== "ok") return false;
  const named = before.handles.get(operation.handle);
  if (named === undefined || before.namespaces.get(named)?.kind !== kind) return false;
  const links = after.tasks.get(operation.task)?.links ?? {};
  return !linksOf(kind).some((link) => links[link] === named);
}
