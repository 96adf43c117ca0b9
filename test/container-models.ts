import { MODELS, propertiesOf } from "../src/catalogue.ts";
import { isContainerModel } from "../src/domains/containers/container-model.ts";
import { containers } from "../src/domains/containers/domain.ts";
import type { ContainerObservation } from "../src/domains/containers/observation.ts";
import type { Observation } from "../src/model/observation.ts";
import { divided } from "../src/model/property.ts";

/** The designs of containers that come with nsmodel. */
export const CONTAINER_MODELS = MODELS.filter(isContainerModel);

/** The properties of designs of containers that come with nsmodel. */
export const CONTAINER_PROPERTIES = propertiesOf(containers);

/** Those of them that are checked in worlds and on steps. */
export const CONTAINER_POINT_PROPERTIES = divided(CONTAINER_PROPERTIES).atPoints;

/** An observation that comes from code which knows no domain, typed as one of containers. @throws {Error} if it is not */
export function seenIn(world: Observation): ContainerObservation {
  if (!isSeen(world)) throw new Error("this is no world of a design of containers");
  return world;
}

const PARTS = ["tasks", "containers", "nsproxies", "images"];

const isSeen = (world: Observation): world is ContainerObservation => PARTS.every((part) => part in world);
