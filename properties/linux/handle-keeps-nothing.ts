import { deepEqual } from "fast-equals";
import type { LinuxObservation } from "../../src/domains/linux/observation.ts";
import type { AnyLinuxOperation } from "../../src/domains/linux/operations.ts";
import { linuxOnEveryStep, ofEachKind } from "../../src/domains/linux/property.ts";
import type { Kind } from "../../src/model/kind.ts";
import { withArticle } from "../../src/text/article.ts";
import { hasDependants, isAnyoneIn, isInFile, isMounted, madeNamespaces } from "./shared/namespaces.ts";
import { whereHandlesAre } from "./shared/scopes.ts";
import { ONE, TWO } from "./shared/tasks.ts";

/** A handle is taken, the task in the namespace goes, and the handle is stale. */
const goneAllTheSame = (kind: Kind): readonly AnyLinuxOperation[] => [
  { op: "clone", task: ONE, kinds: [kind] },
  { op: "handle", task: ONE, target: TWO, kind, handle: "handle1" },
  { op: "kill", task: ONE, target: TWO },
  { op: "wait", task: ONE, target: TWO },
  { op: "setns_handle", task: ONE, handle: "handle1" },
];

/**
 * "We need c1 to stick around, but the nsproxy will be deleted" (the message, lines 108 and 109): if a name kept it, it would not be.
 *
 * A handle of nsfs holds no reference (name_to_handle_at(2), open_by_handle_at(2); nsfs_encode_fh).
 *
 * A case is a step after which a handle names a namespace of the kind that tasks have made and that still exists.
 */
export const linuxHandleKeepsNothing = ofEachKind(
  {
    question: "handle-keeps-nothing",
    claim: (namespace) =>
      `Taking a handle changes nothing else, and ${withArticle(namespace)} that nobody has is gone, even if a handle names it.`,
    where: whereHandlesAre,
    needs: ["handles"],
    witness: goneAllTheSame,
  },
  (kind, asked) =>
    linuxOnEveryStep({
      ...asked,
      source: 'the message: "the nsproxy will be deleted"; name_to_handle_at(2)',

      check({ before, operation, outcome, after }) {
        if (operation.op === "handle" && outcome === "ok" && !isSameBesideHandles(before, after))
          return { broken: `${operation.handle} is taken, and something else has changed` };
        const named = new Set(after.handles.values());
        const kept = madeNamespaces(after, kind).filter((namespace) => named.has(namespace));
        const leaked = kept.some(
          (namespace) =>
            !isAnyoneIn(after, kind, namespace) &&
            !isInFile(after, namespace) &&
            !isMounted(after, namespace) &&
            !hasDependants(after, namespace),
        );
        if (leaked) return { broken: `${withArticle(kind)} namespace lives that only a handle names` };
        return kept.length > 0 ? "holds" : "no case";
      },
    }),
);

function isSameBesideHandles(one: LinuxObservation, other: LinuxObservation): boolean {
  return deepEqual([one.tasks, one.namespaces], [other.tasks, other.namespaces]);
}
