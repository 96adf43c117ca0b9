import { Command } from "@commander-js/extra-typings";
import { printable } from "../text/printable.ts";
import { enumerated } from "../text/words.ts";
import { type Check, type Found, machineChecks, runCheck } from "./kernel/machine-checks.ts";
import { printJson } from "./print-json.ts";
import { EXIT } from "./problem.ts";
import { paint, print } from "./terminal.ts";

/** `nsmodel doctor`: what this machine can do, why it cannot do the rest, and how to get that. */
export function doctorCommand() {
  return new Command("doctor")
    .summary("show what this machine can do, and how to get what is missing")
    .description(
      "Shows what this machine can do: the resources for searches, the rules of Linux that its kernel has, and everything needed to play histories on it. " +
        "What is missing is listed with its reason and what to do about it. Whether histories can be played is tested by setting up the kernel as nsmodel " +
        "conform does. Nothing is left behind.",
    )
    .option("--json", "print the result as JSON")
    .addHelpText(
      "after",
      "\nExit code: 0 histories of linux and of containers can be played on the kernel, 3 some of them cannot. Everything else works in either case.",
    )
    .action(async ({ json }) => {
      const checks = machineChecks();
      const all: Found[] = [];
      for (const check of checks) all.push(await runCheck(check));
      const missing = neededOf(checks, all);
      const isReady = missing.length === 0;
      if (json) printJson({ ready: isReady, checks: all });
      else print(inWords(all, missing));
      process.exitCode = isReady ? EXIT.asClaimed : EXIT.cannotHere;
    });
}

/** The names of the failed checks without which a part of nsmodel does not work at all. */
export function neededOf(checks: readonly Check[], all: readonly Found[]): string[] {
  return checks
    .filter(({ isNeeded }, index) => isNeeded && all[index]?.can === false)
    .map(({ name }) => name);
}

/** The findings in lines, each with what can be done about it. */
export function inWords(all: readonly Found[], missing: readonly string[]): string {
  const width = Math.max(...all.map(({ check }) => check.length));
  const lines = all.flatMap((one) => {
    const name = one.check.padEnd(width);
    if (one.can) return [`${paint("green", "ok     ")}  ${name}  ${printable(one.what)}`];
    const indent = " ".repeat(width + 11);
    const why = one.why.split("\n").map(printable).join(`\n${indent}`);
    return [`${paint("red", "missing")}  ${name}  ${why}.`, `${indent}${one.how}`];
  });
  const conclusion =
    missing.length === 0
      ? "Histories can be played on this kernel, and everything else in nsmodel works."
      : `Not possible here: ${enumerated(missing)} (nsmodel conform, --on kernel). Everything else in nsmodel works.`;
  return [...lines, "", conclusion].join("\n");
}
