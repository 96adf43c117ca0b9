import type { Observation } from "../model/observation.ts";
import type { Operation } from "../model/operation.ts";
import { ERRNOS, type Errno } from "../model/outcome.ts";
import { isName } from "../world/name.ts";
import { quoted } from "./printable.ts";

/**
 * Why a call was refused, in words without a full stop.
 *
 * @param before the world in which it was refused: with it some reasons are more exact
 */
export function reason(operation: Operation, errno: Errno, before?: Observation): string {
  switch (errno) {
    case "ESRCH":
      return `there is no task ${operation.task}`;
    case "EINVAL":
      return whyNotValid(operation) ?? ERRNOS.EINVAL;
    case "ENOENT":
      return operation.path === undefined ? "there is no such image" : "the path names nothing in its view";
    case "EBUSY":
      if (before === undefined) return ERRNOS.EBUSY;
      return isOwn(operation, before) ? "that is its own container" : "something is in the container";
    case "EEXIST":
      return operation.name === undefined ? ERRNOS.EEXIST : `a sibling is named ${quoted(operation.name)}`;
    default:
      return ERRNOS[errno];
  }
}

function whyNotValid({ kinds, name, image, path }: Operation): string | undefined {
  if (kinds?.length === 0) return "no kind is named";
  if (kinds !== undefined) return `a kind is outside the scope`;
  if (name !== undefined && !isName(name)) return `${quoted(name)} is no name`;
  if (path !== undefined && image !== undefined && !isName(image)) return `${quoted(image)} is no name`;
  return undefined;
}

function isOwn({ task, path }: Operation, before: Observation): boolean {
  const own = before.tasks.get(task)?.container;
  return own !== undefined && path !== undefined && before.resolve(task, path) === own;
}
