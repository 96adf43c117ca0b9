import { counted } from "../../text/counted.ts";
import { printable } from "../../text/printable.ts";
import { named } from "../../text/words.ts";
import { handlesInWords } from "./handles-in-words.ts";
import type { ContainerObservation } from "./observation.ts";
import { ownInWords } from "./own-state.ts";

/** A world on one line, safe to print: "2 tasks, 3 containers, and the image image1 (1 task)". */
export function summary(world: ContainerObservation): string {
  const { tasks, containers, images } = world;
  const kept = [...images].map(
    ([name, image]) => `${printable(name)} (${counted(image.tasks.length, "task")})`,
  );
  const own = [world.own, ...[...containers.values(), ...tasks.values()].map((row) => row.own)].map(
    ownInWords,
  );
  const parts = [
    counted(tasks.size, "task"),
    counted(containers.size, "container"),
    ...handlesInWords(world),
    ...new Set(own.filter((words) => words !== "")),
  ].join(", ");
  return kept.length === 0 ? parts : `${parts}, and the ${named("image", kept)}`;
}
