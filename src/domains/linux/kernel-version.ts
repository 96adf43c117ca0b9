/** Versions of the kernel, which have two or three numbers. */
import type { KernelVersion } from "./scope.ts";

/** The oldest whose rules are known. Of an older one they are taken to be the same. */
export const OLDEST_KNOWN: KernelVersion = "6.18";

/** A version, and nothing else. */
export const KERNEL_VERSION = /^\d+\.\d+(\.\d+)?$/;

/** The version in the release of a kernel, as `uname -r` prints it: "6.18.44" of "6.18.44-amd64". Nothing where it has none. */
export function versionOf(release: string): KernelVersion | undefined {
  return /^\d+\.\d+(\.\d+)?(?![.\d])/.exec(release)?.[0];
}

/** Whether a version is another one or a later one. A part that is missing is 0. */
export function isAtLeast(version: KernelVersion, other: KernelVersion): boolean {
  const [one, two] = [partsOf(version), partsOf(other)];
  const place = [0, 1, 2].find((index) => one[index] !== two[index]);
  return place === undefined || (one[place] ?? 0) > (two[place] ?? 0);
}

/** A version older than a release, and newer than all those before it in which a rule came. */
export function justBefore(since: KernelVersion): KernelVersion {
  const parts = since.split(".").map(Number);
  const last = parts.pop() ?? 0;
  return [...parts, last - 1, ...(parts.length < 2 ? [9999] : [])].join(".");
}

function partsOf(version: KernelVersion): readonly number[] {
  const parts = version.split(".").map(Number);
  return [0, 1, 2].map((place) => parts[place] ?? 0);
}
