/** Versions of the kernel, which have two or three numbers. */
import type { KernelVersion } from "./scope.ts";

/** The oldest version whose rules are known. An older one is assumed to have the same. */
export const OLDEST_KNOWN: KernelVersion = "6.18";

/** A version, and nothing else. */
export const KERNEL_VERSION = /^\d+\.\d+(\.\d+)?$/;

/** The version in the release of a kernel, as `uname -r` prints it: "6.18.44" of "6.18.44-amd64". `undefined` if it has none. */
export function versionOf(release: string): KernelVersion | undefined {
  return /^\d+\.\d+(\.\d+)?(?![.\d])/.exec(release)?.[0];
}

/** Whether a version is the same as another, or later. A missing part counts as 0. */
export function isAtLeast(version: KernelVersion, other: KernelVersion): boolean {
  const [one, two] = [partsOf(version), partsOf(other)];
  const place = [0, 1, 2].find((index) => one[index] !== two[index]);
  return place === undefined || (one[place] ?? 0) > (two[place] ?? 0);
}

/** A version older than a release, but newer than every earlier release that brought a rule. */
export function justBefore(since: KernelVersion): KernelVersion {
  const parts = since.split(".").map(Number);
  const last = parts.pop() ?? 0;
  return [...parts, last - 1, ...(parts.length < 2 ? [9999] : [])].join(".");
}

function partsOf(version: KernelVersion): readonly number[] {
  const parts = version.split(".").map(Number);
  return [0, 1, 2].map((place) => parts[place] ?? 0);
}
