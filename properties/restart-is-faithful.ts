import { deepEqual } from "fast-equals";
import { isInUse } from "../src/domains/containers/is-in-use.ts";
import type { ContainerObservation, Namespaces } from "../src/domains/containers/observation.ts";
import { type ContainerStep, type ContainerTry, onEveryStep } from "../src/domains/containers/property.ts";
import { KINDS, type Kind } from "../src/model/kind.ts";
import type { ContainerNumber, NamespaceNumber, TaskNumber } from "../src/model/numbers.ts";
import type { Finding } from "../src/model/property.ts";
import { unnamed } from "../src/world/name.ts";
import { containerNamed } from "./shared/container-named.ts";
import { inOrBelow } from "./shared/containers.ts";
import { type Subtree, subtreeOf, subtreeOfImage } from "./shared/subtree.ts";
import { containerWords } from "./shared/words.ts";

/**
 * "Let's say we have a vserver, from which we start some jobs which we want to checkpoint/restart/migrate": rules C1
 * and C2.
 *
 * A case is a `checkpoint` that succeeds with room for a restart, or a `restart` that succeeds.
 */
export const restartIsFaithful = onEveryStep({
  name: "restart-is-faithful",
  claim:
    "After checkpoint, a restart at once, with room and under a free name, makes a subtree equal to the one recorded " +
    "up to symmetry; after every restart the copy equals the image and shares nothing private with the original.",
  source: 'rules C1 and C2; the message: "some jobs which we want to checkpoint/restart/migrate"',
  needs: ["images"],

  outOfScope: ({ images }) => (images === 0 ? "the scope has no image" : undefined),
  on: ["checkpoint", "restart"],
  when: "ok",

  check(step, _scope, attempt) {
    return step.operation.op === "checkpoint" ? restartedAtOnce(step, attempt) : restarted(step);
  },
});

/** After a checkpoint: restarts the image at once, and compares the copy with what had to be recorded. */
function restartedAtOnce({ before, operation, after }: ContainerStep, attempt: ContainerTry): Finding {
  const { task, path, image } = operation;
  const top = containerNamed(before, task, path);
  if (top === undefined || image === undefined) return "no case";

  const name = unnamed((taken) => containerNamed(after, task, `/${taken}`) !== undefined);
  const restart = attempt("restart", task, { image, name });
  if (restart === undefined || restart.outcome === "EAGAIN" || restart.outcome === "ENOSPC") return "no case";

  const call = restart.operation;
  const words = `task ${task} recorded ${containerWords(before, top)} as ${image}`;
  if (restart.outcome !== "ok") {
    return { broken: `${words}, and its restart as /${name} is refused: ${restart.outcome}`, call };
  }
  const wrong = whatIsWrong(recorded(before, top), after, restart.after, task, name);
  return wrong === undefined ? "holds" : { broken: `${words}, and its restart as /${name} ${wrong}`, call };
}

/** After a restart: compares the copy with the image. */
function restarted({ before, operation, after }: ContainerStep): Finding {
  const { task, image: imageName, name } = operation;
  const image = before.images.get(imageName ?? "");
  const words = `task ${task} restarted ${imageName} as /${name}`;
  if (image === undefined || name === undefined) return { broken: `${words}, and there is no such image` };

  const showsNsproxies = after.nsproxies.size > 0;
  const wrong = whatIsWrong(subtreeOfImage(image, showsNsproxies), before, after, task, name);
  return wrong === undefined ? "holds" : { broken: `${words}, which ${wrong}` };
}

/** C1: the subtree as an image must record it. A namespace that a task elsewhere uses is outside. */
function recorded(world: ContainerObservation, top: ContainerNumber): Subtree {
  const containers = inOrBelow(world, top);
  const elsewhere = [...world.tasks.values()].filter(({ container }) => !containers.includes(container));
  return subtreeOf(world, top, (kind, namespace) =>
    elsewhere.some(({ namespaces }) => namespaces[kind] === namespace),
  );
}

/** What is wrong with the copy that a restart made under a task's own container, in words. */
function whatIsWrong(
  original: Subtree,
  before: ContainerObservation,
  after: ContainerObservation,
  task: TaskNumber,
  name: string,
): string | undefined {
  const top = containerNamed(after, task, `/${name}`);
  if (top === undefined || before.containers.has(top)) return "makes no container of that name";

  // C2: what was outside is now the caller's own.
  const own = before.tasks.get(task)?.namespaces;
  const isOwn = (kind: Kind, namespace: NamespaceNumber): boolean => own?.[kind] === namespace;
  const copy = subtreeOf(after, top, isOwn);
  if (!deepEqual(copy.containers, original.containers)) return "has other containers";
  if (!deepEqual(copy.nsproxies, original.nsproxies))
    return "has other nsproxies, or shares namespaces otherwise";
  if (!deepEqual(copy.tasks, original.tasks)) return "has other tasks, or they share namespaces otherwise";
  return notNew(before, after, top, isOwn);
}

/** C2: everything in the copy must be new, except the namespaces that are the caller's own. */
function notNew(
  before: ContainerObservation,
  after: ContainerObservation,
  top: ContainerNumber,
  isOwn: (kind: Kind, namespace: NamespaceNumber) => boolean,
): string | undefined {
  const containers = inOrBelow(after, top);
  const old = containers.find((container) => before.containers.has(container));
  if (old !== undefined) return `has ${containerWords(before, old)} in it, which was there before`;

  for (const [task, { container, nsproxy, namespaces }] of after.tasks) {
    if (!containers.includes(container)) continue;
    if (before.tasks.has(task)) return `has task ${task} in it, which was there before`;
    if (nsproxy !== undefined && before.nsproxies.has(nsproxy)) return `shares nsproxy ${nsproxy}`;
    const shared = sharedKind(before, namespaces, isOwn);
    if (shared !== undefined) return `shares a namespace of ${shared} that is not the caller's own`;
  }
  return undefined;
}

/** A kind for which a set holds a namespace that was in use before and is not the caller's own. */
function sharedKind(
  before: ContainerObservation,
  namespaces: Namespaces,
  isOwn: (kind: Kind, namespace: NamespaceNumber) => boolean,
): Kind | undefined {
  return KINDS.find((kind) => {
    const namespace = namespaces[kind];
    return namespace !== undefined && !isOwn(kind, namespace) && isInUse(before, kind, namespace);
  });
}
