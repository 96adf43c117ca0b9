import { Option } from "@commander-js/extra-typings";

/** The option that says which version of cgroups the containers are, to be added to a command. */
export const HIERARCHY = new Option(
  "--hierarchy <version>",
  "the cgroups on the kernel: v2, this machine's cgroup2; or v1, a hierarchy mounted for the run, in which a cgroup can be renamed",
)
  .choices(["v1", "v2"])
  .default("v2" as const);
