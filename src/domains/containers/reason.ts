import type { Errno } from "../../model/errno.ts";
import type { Model } from "../../model/model.ts";
import { meaningOf } from "../../model/outcome.ts";
import { quoted } from "../../text/printable.ts";
import { isName } from "../../world/name.ts";
import type { ContainerObservation } from "./observation.ts";
import type { ContainerOperation } from "./operation.ts";
import { isCallOfMany } from "./what-to-try.ts";

/**
 * Why a call was refused, in words without a full stop.
 *
 * @param before the world in which it was refused: with it some reasons are more exact
 */
export function reason(
  model: Model,
  operation: ContainerOperation,
  errno: Errno,
  before?: ContainerObservation,
): string {
  // On its own errnos and calls, the design knows best.
  if (model.errnos?.[errno] !== undefined || !isCallOfMany(operation.op, Object.keys(operation)))
    return meaningOf(model, errno);
  switch (errno) {
    case "ESRCH":
      return `there is no task ${operation.task}`;
    case "EINVAL":
      return whyNotValid(operation) ?? meaningOf(model, errno);
    case "ENOENT":
      return operation.path === undefined ? "there is no such image" : "the path names nothing in its view";
    case "ENOSPC":
      return operation.handle === undefined
        ? meaningOf(model, errno)
        : `the scope has no ${quoted(operation.handle)}`;
    case "EBUSY":
      if (before === undefined) return meaningOf(model, errno);
      return isOwn(operation, before) ? "that is its own container" : "something is in the container";
    case "EEXIST":
      return operation.name === undefined
        ? meaningOf(model, errno)
        : `a sibling is named ${quoted(operation.name)}`;
    default:
      return meaningOf(model, errno);
  }
}

function whyNotValid({ kinds, name, image, path, handle }: ContainerOperation): string | undefined {
  if (kinds?.length === 0) return "no kind is named";
  if (kinds !== undefined) return `a kind is outside the scope`;
  if (name !== undefined && !isName(name)) return `${quoted(name)} is not a name`;
  if (path !== undefined && image !== undefined && !isName(image)) return `${quoted(image)} is not a name`;
  if (handle !== undefined) return `nothing was taken as ${quoted(handle)}`;
  return undefined;
}

function isOwn({ task, path }: ContainerOperation, before: ContainerObservation): boolean {
  const own = before.tasks.get(task)?.container;
  return own !== undefined && path !== undefined && before.resolve(task, path) === own;
}
