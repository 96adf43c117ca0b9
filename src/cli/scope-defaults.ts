import type { Scope } from "../model/scope.ts";

/** What a check looks at where no scope is named: small enough for an answer in seconds, with something for each property. */
export const DEFAULT_CHECK_SCOPE: Scope = {
  tasks: 3,
  containers: 3,
  kinds: ["uts"],
  names: ["a"],
  images: 1,
};

/** What random runs and the shell have room for where no scope is named. */
export const DEFAULT_ROOMY_SCOPE: Scope = {
  tasks: 8,
  containers: 12,
  kinds: ["mnt", "uts", "net"],
  names: ["a", "b"],
  images: 2,
};

/**
 * What histories on the kernel have room for where no scope is named. One of the names is of those that N2 gives, so that gaps come about in what
 * `unshare` counts; the kernel keeps no images.
 */
export const DEFAULT_CONFORM_SCOPE: Scope = {
  tasks: 3,
  containers: 3,
  kinds: ["uts", "ipc"],
  names: ["a", "unnamed2"],
  images: 0,
};
