import { MAIN, type RequestOf, type ResultOf, ROOT_SLOT } from "./operations.ts";

/** Has writes performed. */
type Perform = (batch: readonly RequestOf<"write">[]) => Promise<readonly ResultOf<"write">[]>;

/** A file in /proc of the init of the bodies. */
function write(path: string, text: string): RequestOf<"write"> {
  const directory = { procOf: ROOT_SLOT };
  return { call: "write", slot: MAIN, directory, path, bytes: Buffer.from(text) };
}

/**
 * Makes the ids of the agent the superuser's in the user namespace of the bodies. An ordinary user may map no more than
 * that, and groups only after the right to set them is given up; see user_namespaces(7).
 *
 * @returns the errno that refused it, if one did
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
