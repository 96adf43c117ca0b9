/** What a design of containers may lack. */
export const CONTAINER_FEATURES = [
  /** Tasks share their namespaces by nsproxies. */
  "nsproxies",
  /** Containers stand in each other. */
  "levels",
  /** Subtrees can be recorded and restarted. */
  "images",
  /** Nsproxies have names that keep nothing. */
  "handles",
] as const;

/** What a design of containers may lack. */
export type ContainerFeature = (typeof CONTAINER_FEATURES)[number];
