import { Argument, Command, type CommandUnknownOpts } from "@commander-js/extra-typings";
import { bashCompletion } from "./completion/bash.ts";
import { completedCommands } from "./completion/completed-program.ts";
import { fishCompletion } from "./completion/fish.ts";
import { zshCompletion } from "./completion/zsh.ts";

const SHELLS = { bash: bashCompletion, zsh: zshCompletion, fish: fishCompletion };

/** `nsmodel completion`: a script that makes a shell complete the command. */
export function completionCommand() {
  return new Command("completion")
    .summary("print a completion script for bash, zsh or fish")
    .description(
      "Prints a script that completes commands, options, their values, names of designs and properties, and files. The script " +
        "matches this version of nsmodel, so print it again after an update. Completion does not start nsmodel.",
    )
    .addArgument(new Argument("<shell>", "which shell").choices(["bash", "zsh", "fish"] as const))
    .action((shell, _options, command) => {
      const program: CommandUnknownOpts = command.parent ?? command;
      process.stdout.write(SHELLS[shell](completedCommands(program)));
    });
}
