import { inQuotes } from "../../../text/printable.ts";
import { type Caller, callerOf } from "./call.ts";
import { Complaint, type Context, STATUS } from "./command.ts";

/** Where the message puts the tree of containers into the filesystem. */
const MOUNT_POINT = "/sys/namespaces";
/** Where the message keeps images. */
const IMAGES = "/tarballs/";

/**
 * A path that the user wrote, resolved against the current directory and without the message's prefix `/sys/namespaces`, unless a container `/sys` is in
 * view.
 */
export function pathFrom({ task, world, directory }: Caller, text: string): string {
  if (directory !== "/" && text !== "" && !text.startsWith("/")) return `${directory}/${text}`;
  const isBelow = text === MOUNT_POINT || text.startsWith(`${MOUNT_POINT}/`);
  if (!isBelow || world.resolve(task, "/sys") !== undefined) return text;
  return text.slice(MOUNT_POINT.length) || "/";
}

/** The name of an image as the user wrote it, without the message's prefix `/tarballs`. */
export function imageFrom(text: string): string {
  return text.startsWith(IMAGES) ? text.slice(IMAGES.length) : text;
}

/** A path split before its last component: "/a/b" into "/a" and "b". Trailing slashes are ignored. */
export function splitPath(path: string): { readonly parent: string; readonly name: string } {
  const trimmed = path.replace(/\/+$/, "");
  const slash = trimmed.lastIndexOf("/");
  return { parent: trimmed.slice(0, slash + 1) || "/", name: trimmed.slice(slash + 1) };
}

/**
 * The new name that ends a command: a bare name, or a path whose last component is the new name.
 *
 * @param parent the canonical path of the only container in which the name can be given
 * @param complaint what precedes the reason of a refusal
 * @param elsewhere why the name cannot be given in another container
 * @throws {Complaint} if the path leads to another container, or to none
 */
export function nameFrom(
  caller: Caller,
  text: string,
  parent: string,
  complaint: string,
  elsewhere: string,
): string {
  if (!text.includes("/")) return text;
  const split = splitPath(pathFrom(caller, text));
  const container = caller.world.resolve(caller.task, split.parent);
  if (container === undefined)
    throw new Complaint(`${complaint}: No such file or directory: ${inQuotes(split.parent)}`, STATUS.refused);
  if (caller.world.path(caller.task, container) === parent) return split.name;
  throw new Complaint(`${complaint}: ${elsewhere}`, STATUS.refused);
}

/** The canonical paths in the view of a context's caller; none in a final world. */
export function pathsInView(context: Context): string[] {
  if (context.task === null) return [];
  const { task, world } = callerOf(context);
  return world.view(task).flatMap((container) => world.path(task, container) ?? []);
}
