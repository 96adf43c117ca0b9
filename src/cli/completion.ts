import { Argument, Command, type CommandUnknownOpts } from "@commander-js/extra-typings";
import { bashCompletion } from "./completion/bash.ts";
import { completedCommands } from "./completion/completed-program.ts";
import { fishCompletion } from "./completion/fish.ts";
import { zshCompletion } from "./completion/zsh.ts";

const SHELLS = { bash: bashCompletion, zsh: zshCompletion, fish: fishCompletion };

/** `nsmodel completion`: a script that makes a shell complete the command. */
export function completionCommand() {
  return new Command("completion")
    .summary("a script by which bash, zsh or fish completes this command")
    .description(
      "Prints a script by which a shell completes commands, options, names of designs and properties, and files. " +
        "It is of this version of nsmodel, and starts nothing when it completes.",
    )
    .addArgument(new Argument("<shell>", "which shell").choices(["bash", "zsh", "fish"] as const))
    .action((shell, _options, command) => {
      const program: CommandUnknownOpts = command.parent ?? command;
      process.stdout.write(SHELLS[shell](completedCommands(program)));
    });
}
