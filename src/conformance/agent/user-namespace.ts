import { MAIN, type RequestOf, type ResultOf, ROOT_SLOT } from "./operations.ts";

/** Performs a batch of writes. */
type Perform = (batch: readonly RequestOf<"write">[]) => Promise<readonly ResultOf<"write">[]>;

/** A write to a file in the /proc directory of the bodies' init. */
function write(path: string, text: string): RequestOf<"write"> {
  const directory = { procOf: ROOT_SLOT };
  return { call: "write", slot: MAIN, directory, path, bytes: Buffer.from(text) };
}

/**
 * Maps the agent's ids to 0 in the bodies' user namespace. An ordinary user may map no more than that, and may map groups
 * only after giving up setgroups(2); see user_namespaces(7).
 *
 * @returns the errno with which it was refused, if any
 */
export async function openUserNamespace(
  perform: Perform,
  ids: { readonly uid: number; readonly gid: number } | undefined,
): Promise<string | undefined> {
  const uid = ids?.uid ?? process.geteuid?.() ?? 0;
  const gid = ids?.gid ?? process.getegid?.() ?? 0;
  const results = await perform([
    write("setgroups", "deny"),
    write("uid_map", `0 ${uid} 1`),
    write("gid_map", `0 ${gid} 1`),
  ]);
  return results.map(({ outcome }) => outcome).find((outcome) => outcome !== "ok");
}
