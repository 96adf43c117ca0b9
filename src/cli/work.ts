import { availableParallelism } from "node:os";
import { Argument, Command, Option } from "@commander-js/extra-typings";
import { counted } from "../text/counted.ts";
import { readAddress } from "./cluster/server-address.ts";
import { runWorker } from "./cluster/worker.ts";
import { whileInterruptible } from "./interruptible.ts";
import { wholeNumberOption } from "./scope-options.ts";
import { print } from "./terminal.ts";

/** `nsmodel work`: does jobs for other commands, on this machine. */
export function workCommand() {
  return new Command("work")
    .summary("do the work of other commands, from anywhere")
    .description(
      "Takes jobs of commands that were started with --cluster, from a Redis or Valkey server that both can reach, until it is ended. " +
        "It can be started and ended at will: what it has not done is done by another.",
    )
    .addArgument(
      new Argument("<address>", "the server, such as redis://HOST:6379, or rediss://HOST with TLS").argParser(
        readAddress,
      ),
    )
    .addOption(
      new Option("--workers <number>", "how many jobs it does at once")
        .argParser(wholeNumberOption(1, 64))
        .default(availableParallelism(), "one for each core"),
    )
    .option("--built-in-only", "refuse designs and properties that do not come with nsmodel: they are code")
    .addHelpText(
      "after",
      "\nWhoever can write to the server can have code run here, by a design of their own: keep it in a private network, with a password and TLS.",
    )
    .action(async (address, { workers, builtInOnly = false }) => {
      const done = await whileInterruptible((_, asked) =>
        runWorker(address, { slots: workers, takesOwn: !builtInOnly }, asked, print),
      );
      print(`${counted(done, "job")} done.`);
    });
}
