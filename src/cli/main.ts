import { Command, CommanderError } from "@commander-js/extra-typings";
import { checkCommand } from "./check.ts";
import { conformCommand } from "./conform.ts";
import { demoCommand } from "./demo.ts";
import { EXIT, Problem } from "./problem.ts";
import { replayCommand } from "./replay.ts";
import { shellCommand } from "./shell.ts";
import { showCommand } from "./show.ts";
import { simulateCommand } from "./simulate.ts";
import { paintError } from "./terminal.ts";
import { VERSION } from "./version.ts";

const program = new Command("nsmodel")
  .description(
    "Explores designs of namespaces and containers: checks their promises and replays their histories.",
  )
  .version(VERSION)
  .exitOverride()
  .showHelpAfterError("(nsmodel help COMMAND says more)");

const commands = [
  checkCommand(),
  simulateCommand(),
  replayCommand(),
  conformCommand(),
  showCommand(),
  shellCommand(),
  demoCommand(),
];
for (const command of commands) program.addCommand(command.copyInheritedSettings(program));

// A reader that has seen enough, as in `nsmodel replay FILE | head`, is no error.
process.stdout.on("error", (error: NodeJS.ErrnoException) => {
  if (error.code !== "EPIPE") throw error;
  process.exit();
});

try {
  await program.parseAsync();
} catch (error) {
  process.exitCode = report(error);
}

function report(error: unknown): number {
  if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT.asClaimed : EXIT.badRequest;
  if (!(error instanceof Problem)) throw error;
  process.stderr.write(`${paintError("red", "nsmodel:")} ${error.message}\n`);
  if (error.hint !== undefined) process.stderr.write(`${error.hint}\n`);
  return error.exitCode;
}
