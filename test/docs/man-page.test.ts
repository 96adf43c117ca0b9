/** The manual page matches the commands, and `man` can show it. */
import { spawnSync } from "node:child_process";
import { describe, expect, test } from "vitest";
import { COMMANDS } from "../../src/cli/commands.ts";
import { MAN_PAGE, manPage, writtenManPage } from "./man-page.ts";

const CHECKERS = [
  { program: "mandoc", words: ["-T", "lint", "-W", "style", MAN_PAGE] },
  {
    program: "man",
    words: ["--warnings", "--encoding=UTF-8", "--local-file", "--troff-device=utf8", "--ditroff", MAN_PAGE],
  },
];

test("it is up to date: npm run docs:man writes it", async () => {
  expect(writtenManPage()).toBe(await manPage());
});

test("it tells of every command", () => {
  const missing = Object.keys(COMMANDS).filter((name) => !writtenManPage().includes(`.SS "nsmodel ${name}`));
  expect(missing).toEqual([]);
});

for (const { program, words } of CHECKERS) {
  const isMissing = spawnSync(program, ["--version"]).error !== undefined;
  describe.skipIf(isMissing)(`to ${program}, where it is installed`, () => {
    test("it is in order", () => {
      const { stdout, stderr, status } = spawnSync(program, words, { encoding: "utf8" });
      expect(stderr).toBe("");
      expect(status).toBe(0);
      if (program === "mandoc") expect(stdout).toBe("");
    });
  });
}
