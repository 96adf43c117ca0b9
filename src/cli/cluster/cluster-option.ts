import { Option } from "@commander-js/extra-typings";
import { readAddress } from "./server-address.ts";

/** Has the parts of the work done by workers, to be added to a command. @param what what is parted */
export const clusterOption = (what: string) =>
  new Option(
    "--cluster <address>",
    `have workers (nsmodel work) do the ${what}, by way of the Redis or Valkey server there, such as redis://HOST`,
  )
    .argParser(readAddress)
    .conflicts(["shard", "workers"]);
