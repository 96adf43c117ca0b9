import type { LinuxObservation } from "../../src/domains/linux/observation.ts";
import { type AskedIn, linuxSometimes, ofEachKind, type Question } from "../../src/domains/linux/property.ts";
import type { Kind } from "../../src/model/kind.ts";
import type { NamespaceNumber } from "../../src/model/numbers.ts";
import { withArticle } from "../../src/text/article.ts";
import { capital } from "../../src/text/capital.ts";
import { isAnyoneIn, isInFile, isMounted, madeNamespaces } from "./shared/namespaces.ts";
import { whereHandlesAre, whereNamesKeep } from "./shared/scopes.ts";

/** A way to name a namespace. */
interface Way {
  readonly by: "file" | "mount" | "handle";
  /** In words, after "A namespace with nobody in it can be named by". */
  readonly words: string;
  readonly source: string;
  readonly where: (kind: Kind) => AskedIn;
  readonly needs: NonNullable<Question["needs"]>;
  /** Whether a namespace that exists is named in this way, and in no stronger one. */
  isNamed(world: LinuxObservation, namespace: NamespaceNumber): boolean;
}

/**
 * "Each nsproxy has a node in the namespace id filesystem [...] This allows us to switch to a vserver by specifying the vserver's name" (the message, lines 34 to
 * 38): even when nobody is there?
 *
 * - An open file, and a bind mount of one, keep a namespace of any kind, so it can be entered for as long (namespaces(7), "Namespace lifetime"). A mount
 *   namespace can be mounted only in older ones (mnt_ns_loop).
 * - A handle keeps nothing, and opens only what is active (nsfs_fh_to_dentry): so only a user namespace that owns one that somebody has (L5 of docs/semantics.md).
 *
 * It is reached in a world in which a namespace is so named although no task is in it, or in one that stands in it, or will have children there.
 */
function namedWhenEmpty({ by, words, source, where, needs, isNamed }: Way) {
  return ofEachKind(
    {
      question: `named-by-${by}`,
      claim: (namespace) => `${capital(withArticle(namespace))} with nobody in it can be named by ${words}.`,
      where,
      needs,
    },
    (kind, asked) =>
      linuxSometimes({
        ...asked,
        source: `the message: "each nsproxy has a node in the namespace id filesystem"; ${source}`,
        check: (world) =>
          madeNamespaces(world, kind).some(
            (namespace) => !isAnyoneIn(world, kind, namespace) && isNamed(world, namespace),
          )
            ? "holds"
            : "no case",
      }),
  );
}

export const linuxNamedByFile = namedWhenEmpty({
  by: "file",
  words: "an open file",
  source: 'namespaces(7), "Namespace lifetime"',
  where: whereNamesKeep,
  needs: ["files"],
  isNamed: isInFile,
});

export const linuxNamedByMount = namedWhenEmpty({
  by: "mount",
  words: "a bind mount",
  source: 'namespaces(7), "Namespace lifetime"; mnt_ns_loop',
  where: whereNamesKeep,
  needs: ["files", "mounts"],
  isNamed: (world, namespace) => isMounted(world, namespace) && !isInFile(world, namespace),
});

export const linuxNamedByHandle = namedWhenEmpty({
  by: "handle",
  words: "a handle alone",
  source: "open_by_handle_at(2); nsfs_fh_to_dentry",
  needs: ["handles"],
  where: (kind) => {
    const { scope, ...how } = whereHandlesAre(kind);
    // What a user namespace owns may be in use by tasks outside it.
    return kind === "user" ? { scope: { ...scope, kinds: ["user", "uts"] }, depth: 5 } : { scope, ...how };
  },
  isNamed: (world, namespace) =>
    [...world.handles.values()].includes(namespace) &&
    world.namespaces.get(namespace)?.isActive === true &&
    !isInFile(world, namespace) &&
    !isMounted(world, namespace),
});
