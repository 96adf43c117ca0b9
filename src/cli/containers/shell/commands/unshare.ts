import { call } from "../call.ts";
import type { ShellCommand } from "../command.ts";
import { kindsFrom, kindWords } from "../kinds.ts";

/** `unshare`: new namespaces, and a new container around them. */
export const unshare: ShellCommand = {
  name: "unshare",
  usage: ["unshare uts,net", "unshare --uts --net", "unshare -u -n"],
  summary: "get new namespaces of some kinds, in a new container",
  details: "The flags are those of unshare(1): -m -u -i -n -p -U -C -T.",
  calls: ["unshare"],
  run: (context, words) => call(context, ["unshare"], { kinds: kindsFrom(words) }, "unshare: unshare failed"),
  complete: ({ session }) => kindWords(session.history.scope.kinds),
};
