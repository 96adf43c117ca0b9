import type { Observation } from "../model/observation.ts";

/** A world as plain data for JSON: every container and task, and how each task names each container. */
export function worldAsJson(world: Observation) {
  const containers = [...world.containers].map(([number, { parent, name }]) => ({
    number,
    parent,
    name,
    path: world.rootPath(number),
  }));
  const tasks = [...world.tasks].map(([number, { container, nsproxy, namespaces }]) => ({
    number,
    path: world.rootPath(container),
    ...(nsproxy !== undefined && { nsproxy }),
    namespaces,
    view: world.view(number).map((seen) => ({ container: seen, path: world.path(number, seen) })),
  }));
  return { containers, tasks, images: [...world.images.keys()] };
}
