import { linuxAlways, ofEachKind } from "../../src/domains/linux/property.ts";
import { withArticle } from "../../src/text/article.ts";
import { capital } from "../../src/text/capital.ts";
import { hasDependants, isAnyoneIn, isInFile, isMounted, madeNamespaces } from "./shared/namespaces.ts";
import { whereNamesKeep } from "./shared/scopes.ts";

/**
 * "If it was the last process out of c1 to unshare, [...] the nsproxy will be deleted" (the message, lines 107 to 109).
 *
 * Since Linux 3.0 an open file or a bind mount of a file of /proc/PID/ns keeps a namespace of any kind (namespaces(7), "Namespace lifetime") until somebody closes or
 * unmounts it. A namespace that stands in it or that it owns keeps it too; that is no leak.
 *
 * A case is a world with a namespace that tasks have made.
 */
export const linuxNothingLeaks = ofEachKind(
  {
    question: "nothing-leaks",
    claim: (namespace) =>
      `${capital(withArticle(namespace))} lives only while a task is in it, or keeps something that needs it.`,
    where: whereNamesKeep,
    needs: ["files"],
  },
  (kind, asked) =>
    linuxAlways({
      ...asked,
      source: 'the message: "the nsproxy will be deleted"; namespaces(7), "Namespace lifetime"',

      check(world) {
        const made = madeNamespaces(world, kind);
        const leaked = made.find(
          (namespace) => !isAnyoneIn(world, kind, namespace) && !hasDependants(world, namespace),
        );
        if (leaked === undefined) return made.length > 0 ? "holds" : "no case";
        const by = isInFile(world, leaked)
          ? "an open file"
          : isMounted(world, leaked)
            ? "a mount"
            : "nothing";
        return { broken: `${withArticle(kind)} namespace lives although nobody is in it: ${by} keeps it` };
      },
    }),
);
