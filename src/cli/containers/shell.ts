import { Command } from "@commander-js/extra-typings";
import { MODELS } from "../../catalogue.ts";
import { isContainerModel } from "../../domains/containers/container-model.ts";
import { containers } from "../../domains/containers/domain.ts";
import { HIERARCHY } from "../kernel/hierarchy-option.ts";
import { isOnKernel, onOption } from "../kernel/on-option.ts";
import { findModel } from "../named.ts";
import { Problem } from "../problem.ts";
import { defaultScopeInWords, scopeFrom, withScopeOptions } from "../scope-options.ts";
import { whileErrorsAreTold } from "../user/ends.ts";
import { printProblem } from "../user/users-mistake.ts";
import { STATUS } from "./shell/command.ts";
import { runInteractively } from "./shell/interactive.ts";
import { type Mirror, onKernel } from "./shell/kernel-beside.ts";
import { runScript } from "./shell/script.ts";
import { startSession } from "./shell/session.ts";

/** `nsmodel shell`: be a task of a design, in the message's own vocabulary. See docs/shell.md. */
export function shellCommand() {
  return withScopeOptions(
    new Command("shell")
      .summary("be a task in an interactive session")
      .description(
        "Lets you be a task of a design: unshare, fork, ls, ln to enter, mv, rm -rf, tar, undo and more. On a terminal it is " +
          "interactive; otherwise it runs the commands on standard input, one per line, and exits with the status of the last " +
          "one: 0 done, 1 refused, 2 not understood.",
      )
      .argument("[model]", "the design", MODELS[0].name),
    (bound) => !containers.scopes.bounds.some(({ name }) => name === bound.name),
  )
    .option("-e, --errexit", "in a script: stop at the first command that fails")
    .addOption(onOption("where to carry out each step: in the model alone, or on this machine's kernel too"))
    .addOption(HIERARCHY)
    .addHelpText("after", defaultScopeInWords("roomy"))
    .action(async (modelName, options) => {
      const model = await findModel(modelName);
      if (!isContainerModel(model))
        throw new Problem(
          `The shell is for designs of containers, and ${model.name} is not one.`,
          "`nsmodel show` and `nsmodel replay` take histories of any design.",
        );
      const session = startSession(model, scopeFrom(options, model.domain, "roomy", [model]));
      let isFlawed = false;
      const tell = (problem: Problem): void => {
        isFlawed = true;
        printProblem(problem);
      };
      const run = (beside?: Mirror): Promise<void> => whileErrorsAreTold(tell, () => runOn(beside));
      const runOn = async (beside?: Mirror): Promise<void> => {
        if (process.stdin.isTTY) await runInteractively(session, process.stdin, process.stdout, beside);
        else {
          const stopAtFailure = options.errexit ?? false;
          process.exitCode = await runScript(session, process.stdin, { stopAtFailure, beside });
        }
      };
      if (isOnKernel(options)) {
        const { withKernel } = await import("../kernel/kernel.ts");
        await withKernel(options, (kernel) => run(onKernel(kernel)));
      } else await run();
      if (isFlawed) process.exitCode ||= STATUS.refused;
      // After quit the other end may still be open: it must not keep the command waiting.
      process.stdin.destroy();
    });
}
