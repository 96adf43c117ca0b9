import { Command, CommanderError } from "@commander-js/extra-typings";
import { checkCommand } from "./check.ts";
import { compareCommand } from "./compare.ts";
import { conformCommand } from "./conform.ts";
import { costCommand } from "./cost.ts";
import { demoCommand } from "./demo.ts";
import { matrixCommand } from "./matrix.ts";
import { newCommand } from "./new.ts";
import { EXIT, Problem } from "./problem.ts";
import { replayCommand } from "./replay.ts";
import { shellCommand } from "./shell.ts";
import { showCommand } from "./show.ts";
import { simulateCommand } from "./simulate.ts";
import { paintError } from "./terminal.ts";
import { loadModules } from "./user/modules.ts";
import { usersMistake } from "./user/users-mistake.ts";
import { wordsOf } from "./user/words-of.ts";
import { VERSION } from "./version.ts";

const program = new Command("nsmodel")
  .description(
    "Explores designs of namespaces and containers: checks their promises and replays their histories.",
  )
  .version(VERSION)
  .exitOverride()
  .hook("preAction", (_, command) => loadModules(wordsOf(command)))
  .showHelpAfterError("(nsmodel help COMMAND says more)");

const commands = [
  checkCommand(),
  matrixCommand(),
  compareCommand(),
  costCommand(),
  simulateCommand(),
  newCommand(),
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

function report(thrown: unknown): number {
  if (thrown instanceof CommanderError) return thrown.exitCode === 0 ? EXIT.asClaimed : EXIT.badRequest;
  const error = thrown instanceof Problem ? thrown : usersMistake(thrown);
  process.stderr.write(`${paintError("red", "nsmodel:")} ${error.message}\n`);
  if (error.hint !== undefined) process.stderr.write(`${error.hint}\n`);
  return error.exitCode;
}
