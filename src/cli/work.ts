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
    .summary("do work for commands that were started with --cluster")
    .description(
      "Does jobs for commands that were started with --cluster, through a Redis or Valkey server that both can reach, until it is stopped. " +
        "It can be started and stopped at any time: another worker does what it has not finished.",
    )
    .addArgument(
      new Argument("<address>", "the server, such as redis://HOST:6379, or rediss://HOST with TLS").argParser(
        readAddress,
      ),
    )
    .addOption(
      new Option("--workers <number>", "how many jobs it does at once")
        .argParser(wholeNumberOption(1, 64))
        .default(availableParallelism(), "one per core"),
    )
    .option(
      "--built-in-only",
      "refuse jobs with a design or a property that does not come with nsmodel: those are code that the worker would execute",
    )
    .addHelpText(
      "after",
      "\nAnyone who can write to the server can run code on this machine, as a design of their own. Keep the server in a private network, with a password and TLS.",
    )
    .action(async (address, { workers, builtInOnly = false }) => {
      const done = await whileInterruptible((_, asked) =>
        runWorker(address, { slots: workers, acceptsUserCode: !builtInOnly }, asked, print),
      );
      print(`${counted(done, "job")} done.`);
    });
}
