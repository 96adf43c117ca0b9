import type { ContainerObservation } from "./observation.ts";

/** A world as plain data for JSON: every container and task, and how each task names each container. */
export function worldAsJson(world: ContainerObservation) {
  const containers = [...world.containers].map(([number, { parent, name, own }]) => ({
    number,
    parent,
    name,
    path: world.rootPath(number),
    ...own,
  }));
  const tasks = [...world.tasks].map(([number, { container, nsproxy, namespaces, own }]) => ({
    number,
    path: world.rootPath(container),
    ...(nsproxy !== undefined && { nsproxy }),
    namespaces,
    view: world.view(number).map((seen) => ({ container: seen, path: world.path(number, seen) })),
    ...own,
  }));
  const nsproxies = [...world.nsproxies].flatMap(([number, { container, own }]) =>
    own === undefined ? [] : [{ number, path: world.rootPath(container), ...own }],
  );
  return {
    containers,
    tasks,
    images: [...world.images.keys()],
    ...(world.handles && { handles: Object.fromEntries(world.handles) }),
    ...(nsproxies.length > 0 && { nsproxies }),
    ...world.own,
  };
}
