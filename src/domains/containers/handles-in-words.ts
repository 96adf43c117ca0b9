import { printable } from "../../text/printable.ts";
import type { ContainerObservation } from "./observation.ts";

/** What each handle names, safe to print: "handle1 of nsproxy 2", "handle2 of a nsproxy that is gone". */
export function handlesInWords({ handles = new Map() }: Pick<ContainerObservation, "handles">): string[] {
  return [...handles].map(
    ([name, nsproxy]) =>
      `${printable(name)} of ${nsproxy === null ? "a nsproxy that is gone" : `nsproxy ${nsproxy}`}`,
  );
}
