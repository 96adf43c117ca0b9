import type { KernelVersion } from "../../domains/linux/scope.ts";

/** The version in the release of a kernel: "6.18.44" of "6.18.44-fc-v669". */
export function releaseVersion(release: string): KernelVersion {
  return /^\d+(\.\d+){1,2}/.exec(release)?.[0] ?? release;
}

/** Whether a version is another one or a later one. A part that is missing is 0. */
export function isAtLeast(version: KernelVersion, other: KernelVersion): boolean {
  const [one, two] = [partsOf(version), partsOf(other)];
  const place = [0, 1, 2].find((index) => one[index] !== two[index]);
  return place === undefined || (one[place] ?? 0) > (two[place] ?? 0);
}

function partsOf(version: KernelVersion): readonly number[] {
  const parts = version.split(".").map(Number);
  return [0, 1, 2].map((place) => parts[place] ?? 0);
}
