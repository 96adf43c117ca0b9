import type { Domain } from "../../model/model.ts";
import type { Paint } from "../../text/paint.ts";
import { allExpected } from "./all-expected.ts";
import { checkExpectation } from "./check-expectation.ts";
import { comparedPart } from "./compared-part.ts";
import { costInLadders } from "./cost.ts";
import { CONTAINER_ERRNOS } from "./errnos.ts";
import type { ContainerExpectation } from "./expectation.ts";
import { expectationEntries } from "./expectation-schema.ts";
import { CONTAINER_FEATURES } from "./features.ts";
import { KERNEL_FILES } from "./kernel-files.ts";
import type { ContainerObservation } from "./observation.ts";
import { OBSERVATION_LAWS } from "./observation-laws.ts";
import { CONTAINER_FIELDS, type ContainerOperation } from "./operation.ts";
import { ROW_WORDS } from "./row-words.ts";
import { sameObservation } from "./same-observation.ts";
import { scenes } from "./scenes.ts";
import type { ContainerScope } from "./scope.ts";
import { namesFor } from "./scope-names.ts";
import { containerScopes } from "./scopes.ts";
import { sentence } from "./sentence.ts";
import { summary } from "./summary.ts";
import { tree } from "./tree.ts";
import { viewers } from "./viewers.ts";
import { WatchedNamespaces } from "./watched-namespaces.ts";
import { WatchedObservation } from "./watched-observation.ts";
import { worldAsJson } from "./world-as-json.ts";

/** How each task names each container; empty as long as there is only the root, which has only one name. */
const views = (world: ContainerObservation, paint: Paint, width: number): string =>
  world.containers.size > 1 ? viewers(world, paint, width) : "";

/** What N2 calls the first containers. */
const FIRST_NAMES: readonly string[] = ["unnamed1", "unnamed2", "unnamed3"];

/** The domain of the proposal of 2006: tasks in containers, which are sets of namespaces with a name and a place in a tree. */
export const containers: Domain<
  ContainerScope,
  ContainerObservation,
  ContainerOperation,
  ContainerExpectation
> = {
  name: "containers",
  fields: CONTAINER_FIELDS,
  errnos: CONTAINER_ERRNOS,
  features: CONTAINER_FEATURES,
  scopes: containerScopes,
  observations: {
    tasks: (world) => world.tasks.keys(),
    places: (world) => new Map([...world.tasks].map(([task, row]) => [task, row.in])),
    areSame: sameObservation,
    laws: OBSERVATION_LAWS,
    picture: comparedPart,
    asJson: worldAsJson,
    look({ tasks, containers: rows, nsproxies, images }) {
      for (const part of [tasks, rows, nsproxies, images]) part.keys();
    },
    watch(looks) {
      const sets = new WatchedNamespaces(looks);
      return {
        watched: (world, like) =>
          new WatchedObservation(world, sets, like instanceof WatchedObservation ? like : undefined),
        unwatched: (world) => (world instanceof WatchedObservation ? world.unwatched : world),
      };
    },
  },
  expectations: {
    schema: expectationEntries,
    written: ({ tasks, same, different, containers: paths, alive }) => ({
      tasks: tasks && Object.fromEntries(tasks),
      same,
      different,
      containers: paths,
      alive,
    }),
    all: allExpected,
    check: checkExpectation,
  },
  words: { sentence, picture: tree, views, scenes, rows: ROW_WORDS, summary },
  names: {
    likely: (scope, field) =>
      field === "image" || field === "handle" ? namesFor(field, scope) : [...FIRST_NAMES, ...scope.names],
    odd: KERNEL_FILES,
  },
  costs: costInLadders,
};
