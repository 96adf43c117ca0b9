/** The world as properties and reports see it. */
import {
  type LinuxObservation,
  type ObservedLinuxTask,
  type ObservedNamespace,
  OUTSIDE,
} from "../../src/domains/linux/observation.ts";
import { LINKS } from "../../src/domains/linux/operations.ts";
import type { LinuxScope } from "../../src/domains/linux/scope.ts";
import type { NamespaceNumber, TaskNumber } from "../../src/model/numbers.ts";
import { at, living } from "../../src/world/table.ts";
import { linkOf } from "./links.ts";
import { activeNamespaces, existingNamespaces } from "./namespaces.ts";
import { levelOf, type World } from "./world.ts";

export function observe(world: World, scope: LinuxScope): LinuxObservation {
  const existing = existingNamespaces(world);
  const active = activeNamespaces(world, scope, existing);
  return {
    tasks: new Map(living(world.tasks).map((task) => [task, observeTask(world, task)])),
    namespaces: new Map(
      living(world.namespaces)
        .filter((namespace) => existing.has(namespace))
        .map((namespace) => [namespace, observeNamespace(world, namespace, active.has(namespace))]),
    ),
    handles: new Map(world.handles.map(({ name, namespace }) => [name, namespace])),
    listed: world.hasListed === "yes" ? [...world.listed] : undefined,
  };
}

function observeTask({ tasks }: World, number: TaskNumber): ObservedLinuxTask {
  const task = at(tasks, number);
  const links = LINKS.flatMap((link) => {
    const namespace = linkOf(task, link);
    return namespace === undefined ? [] : [[link, namespace] as const];
  });
  return {
    state: task.state,
    parent: task.parent ?? OUTSIDE,
    links: Object.fromEntries(links),
    uid: task.credentials.uid,
    isCapable: task.credentials.capabilities === "all",
    isSubreaper: task.isSubreaper === "yes",
    files: new Map(task.files.map(({ name, is, namespace }) => [name, { is, namespace }])),
  };
}

function observeNamespace(world: World, namespace: NamespaceNumber, isActive: boolean): ObservedNamespace {
  const { kind, origin, owner, parent, mounts } = at(world.namespaces, namespace);
  return {
    kind,
    isInitial: origin === "initial",
    owner,
    parent,
    level: levelOf(world, namespace),
    isActive,
    mounts: mounts.map((mount) => ({ ...mount, isLocked: mount.isLocked === "yes" })),
  };
}
