import { expect, test } from "vitest";
import { goTo } from "../../src/history/history.ts";
import { step, story } from "../../src/report/story.ts";
import { nestedHistory, op } from "./design.ts";

const HISTORY = nestedHistory(op("fork", 1), op("fork", 9), op("exit", 2));

test("a story has a number for each event, and a tree where the world changed", () => {
  expect(story(HISTORY)).toBe(
    [
      "1. Task 1 forks task 2 in the root.",
      "   container  no.  nsproxy  uts  net  tasks",
      "   /          1    1        1    1    1, 2",
      "",
      "2. Task 9 tries to fork, and is refused: ESRCH (there is no task 9).",
      "3. Task 2 exits.",
      "   container  no.  nsproxy  uts  net  tasks",
      "   /          1    1        1    1    1",
      "",
    ].join("\n"),
  );
});

test("a story ends where the history stands", () => {
  expect(story(goTo(HISTORY, 1), { trees: "none" })).toBe("1. Task 1 forks task 2 in the root.");
  expect(story(goTo(HISTORY, 0))).toBe("");
});

test("a story says what changed, if asked", () => {
  expect(story(HISTORY, { trees: "none", changes: true })).toContain("\n   - task 2 is released");
});

test("an event that is not there cannot be told", () => expect(() => step(HISTORY, 3)).toThrow(RangeError));
