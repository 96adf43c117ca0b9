import { Option } from "@commander-js/extra-typings";

/** The option that says which version of cgroups the containers are, to be added to a command. */
export const HIERARCHY = new Option(
  "--hierarchy <version>",
  "v2: this machine's cgroup2; v1: a hierarchy of the run's own, in which a cgroup can be renamed",
)
  .choices(["v1", "v2"])
  .default("v2" as const);
