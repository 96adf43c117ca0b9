/** Tests the scripts of `nsmodel completion` in the shells themselves. */
import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { MODELS, PROPERTIES } from "../../../src/catalogue.ts";
import { bashCompletion } from "../../../src/cli/completion/bash.ts";
import { type CompletedCommand, completedCommands } from "../../../src/cli/completion/completed-program.ts";
import { fishCompletion } from "../../../src/cli/completion/fish.ts";
import { zshCompletion } from "../../../src/cli/completion/zsh.ts";
import { wholeProgram } from "../../../src/cli/program.ts";
import { ALL_LINUX_CALLS } from "../../../src/domains/linux/operations.ts";

const SHELLS = [
  { shell: "bash", options: ["--norc"], script: bashCompletion },
  { shell: "zsh", options: ["-f"], script: zshCompletion },
  { shell: "fish", options: ["--no-config"], script: fishCompletion },
];

const folder = mkdtempSync(join(tmpdir(), "nsmodel-completion-"));
let commands: CompletedCommand[] = [];

beforeAll(async () => {
  mkdirSync(join(folder, "here/histories"), { recursive: true });
  writeFileSync(join(folder, "here/history.jsonl"), "");
  writeFileSync(join(folder, "here/my design.ts"), "");
  commands = completedCommands(await wholeProgram());
});
afterAll(() => rmSync(folder, { recursive: true }));

const isMissing = (shell: string): boolean => spawnSync(shell, ["-c", "true"]).status !== 0;
const starting = (start: string, words: readonly string[]): string[] =>
  words.filter((word) => word.startsWith(start));
const names = (list: readonly { readonly name: string }[]): string[] => list.map(({ name }) => name);

/** The words and files that every shell should offer for each line. */
function expectedOffers(): Map<string, string[]> {
  const commandsAndHelp = names(commands);
  return new Map([
    ["nsmodel co", starting("co", commandsAndHelp)],
    ["nsmodel --no-config compa", ["compare"]],
    ["nsmodel --no-config check --pro", ["--property"]],
    ["nsmodel --no", ["--no-config"]],
    ["nsmodel check nested --no-conf", ["--no-config"]],
    ["nsmodel check --pro", ["--property"]],
    ["nsmodel check --property kill-", starting("kill-", names(PROPERTIES))],
    ["nsmodel check nested --property never-leaves names", starting("names", names(PROPERTIES))],
    ["nsmodel compare nested un", starting("un", names(MODELS))],
    ["nsmodel check --tasks 3 ta", ["task-struct"]],
    ["nsmodel check --json me", ["merged"]],
    ["nsmodel show --model my", ["my design.ts"]],
    ["nsmodel new x --from m", ["merged"]],
    ["nsmodel new x --from my", []],
    ["nsmodel replay hist", ["histories", "history.jsonl"]],
    ["nsmodel check --histories h", ["histories"]],
    ["nsmodel replay --on ", ["kernel", "model"]],
    ["nsmodel cost --by ", ["depth", "tasks"]],
    ["nsmodel completion ", ["bash", "fish", "zsh"]],
    ["nsmodel check --kinds u", ["user", "uts"]],
    ["nsmodel check --json --kinds mnt,uts,u", ["mnt,uts,user"]],
    [
      "nsmodel check linux --tries clone,open-",
      starting("open-", ALL_LINUX_CALLS).map((call) => `clone,${call}`),
    ],
    ["nsmodel check --kinds uts fl", ["flat", "flat-untracked"]],
    ["nsmodel check nested un", []],
    ["nsmodel check --json --tasks 3 nested un", []],
    ["nsmodel check --kinds uts nested --worlds 3 un", []],
    ["nsmodel check nested --property unshare-isolates --json m", []],
    ["nsmodel compare flat --refines un", starting("un", names(MODELS))],
    ["nsmodel compare nested flat un", []],
    ["nsmodel diff nes", []],
    ["nsmodel race walking-kill re", ["repeating-kill"]],
    ["nsmodel matrix nested flat un", starting("un", names(MODELS))],
    ["nsmodel completion bash ", []],
    ["nsmodel check --tasks ", []],
    ["nsmodel demo ", []],
  ]);
}

for (const { shell, options, script } of SHELLS) {
  describe.skipIf(isMissing(shell))(`in ${shell}, where it is installed`, () => {
    /** What the shell offers for each line. */
    const offered = (lines: readonly string[]): Map<string, string[]> => {
      const file = join(folder, `completion.${shell}`);
      writeFileSync(file, script(commands));
      const asker = join(import.meta.dirname, `ask.${shell}`);
      const { stdout, stderr } = spawnSync(shell, [...options, asker, file], {
        cwd: join(folder, "here"),
        encoding: "utf8",
        input: lines.map((line) => `${line}\n`).join(""),
        env: { ...process.env, HOME: folder, TERM: "dumb" },
      });
      expect(stderr).toBe("");
      const answers = stdout.split(/^== /m).slice(1);
      return new Map(
        answers.map((answer) => {
          const [line = "", ...offers] = answer.split("\n").filter((one) => one !== "");
          const words = offers.map((offer) => offer.slice(1, -1).replace(/\/$/, "").replaceAll("\\ ", " "));
          return [line, [...new Set(words)].toSorted()];
        }),
      );
    };

    test("commands, options, choices, designs, properties and files are offered", () => {
      const expected = expectedOffers();
      const sorted = new Map([...expected].map(([line, offers]) => [line, offers.toSorted()]));
      expect(offered([...expected.keys()])).toEqual(sorted);
    });

    // bash splits such a word into three: its own test is below.
    if (shell !== "bash")
      test("a value is offered behind = too", () => {
        const line = "nsmodel check --property=always-en";
        expect(offered([line])).toEqual(new Map([[line, ["--property=always-enterable"]]]));
      });

    test("every option is offered", () => {
      const long = (command: CompletedCommand) =>
        command.options.flatMap((option) => option.names.filter((name) => name.startsWith("--"))).toSorted();
      // zsh takes a while for each command.
      const some = commands.filter(({ name }) => (shell === "zsh" ? name === "conform" : name !== "help"));
      const asked = new Map(some.map((command) => [`nsmodel ${command.name} --`, long(command)]));
      expect(offered([...asked.keys()])).toEqual(asked);
    });
  });
}

test("bash knows --on=kernel, which it cuts into three words", () => {
  const text = `${bashCompletion(commands)}
COMP_WORDS=(nsmodel replay --on = ke) COMP_CWORD=4; _nsmodel; echo "\${COMPREPLY[@]}"
COMP_WORDS=(nsmodel replay --on =) COMP_CWORD=3; _nsmodel; echo "\${COMPREPLY[@]}"`;
  const { stdout } = spawnSync("bash", ["--norc", "-c", text], { encoding: "utf8" });
  expect(stdout).toBe("kernel\nmodel kernel\n");
});

test.skipIf(isMissing("bash"))("bash offers a name whole that has a line break or begins at home", () => {
  const place = mkdtempSync(join(folder, "lines-"));
  for (const name of ["one\ntwo", "one three"]) writeFileSync(join(place, name), "");
  mkdirSync(join(place, "only\nhere"));
  const text = `${bashCompletion(commands)}
offers() { COMP_WORDS=(nsmodel "$@") COMP_CWORD=$#; _nsmodel; printf '<%s>' "\${COMPREPLY[@]}"; echo; }
offers replay on
offers replay 'one\\ th'
offers replay '"one t'
offers check --histories o
offers replay '~/on'`;
  const { stdout, stderr } = spawnSync("bash", ["--norc", "-c", text], {
    cwd: place,
    encoding: "utf8",
    env: { ...process.env, HOME: place, LC_ALL: "C" },
  });
  expect(stderr).toBe("");
  const all = ["one\ntwo", "one three", "only\nhere"];
  const inWords = (names: readonly string[]): string => `${names.map((name) => `<${name}>`).join("")}\n`;
  expect(stdout).toBe(
    [all, ["one three"], ["one three"], ["only\nhere"], all.map((name) => `~/${name}`)].map(inWords).join(""),
  );
});
