/** The answer to a wrong request says what to do next. */
import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { expect, test } from "vitest";
import { NSMODEL } from "./command.ts";

const root = join(import.meta.dirname, "../..");

test.each([
  ["help chek", /^nsmodel: There is no command "chek"\.\nDid you mean check\?\n$/],
  ["chek", /Did you mean check\?\)\n\(nsmodel help lists the commands\)/],
  [
    "check --propertty x",
    /Did you mean --property\?\)\n\(nsmodel help check shows its options and examples\)/,
  ],
  [
    "check zzzzz",
    /It is one of: nested, .*\nName a design of your own by its path, such as \.\/my-design\.ts\./,
  ],
  ["check nestd", /Did you mean nested\?\n$/],
  ["test nowhere", /There is no file or folder nowhere\.\nnsmodel check --histories FOLDER writes histories/],
])("nsmodel %s, which cannot be", (command, message) => {
  const { status, stderr } = spawnSync(process.execPath, [NSMODEL, ...command.split(" ")], {
    cwd: root,
    encoding: "utf8",
  });
  expect(stderr).toMatch(message);
  expect(status).toBe(2);
});

test("the help of help is that of all commands", () => {
  const [ofHelp, ofAll] = [["help", "help"], ["help"]].map((words) =>
    spawnSync(process.execPath, [NSMODEL, ...words], { cwd: root, encoding: "utf8" }),
  );
  expect(ofHelp?.status).toBe(0);
  expect(ofHelp?.stdout).toBe(ofAll?.stdout);
});
