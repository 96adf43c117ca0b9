import { Option } from "@commander-js/extra-typings";
import { readAddress } from "./server-address.ts";

/** The option `--cluster` of a command, which has its work done by workers. @param what the work, for the help */
export const clusterOption = (what: string) =>
  new Option(
    "--cluster <address>",
    `have workers (nsmodel work) do the ${what}, through the Redis or Valkey server at this address, such as redis://HOST`,
  )
    .argParser(readAddress)
    .conflicts(["shard", "workers"]);
