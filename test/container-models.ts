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

/** Those of them that are asked in worlds and on steps. */
export const CONTAINER_POINT_PROPERTIES = divided(CONTAINER_PROPERTIES).atPoints;

/** What a design of containers shows, where it comes out of code that knows no domain. */
export function seenIn(world: Observation): ContainerObservation {
  if (!isSeen(world)) throw new Error("this is no world of a design of containers");
  return world;
}

const PARTS = ["tasks", "containers", "nsproxies", "images"];

const isSeen = (world: Observation): world is ContainerObservation => PARTS.every((part) => part in world);
