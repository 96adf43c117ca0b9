import { expect, test } from "vitest";
import { counted } from "../../src/text/counted.ts";

test.each([
  [0, "task", "0 tasks"],
  [1, "task", "1 task"],
  [2, "task", "2 tasks"],
  [1, "history", "1 history"],
  [1234, "random history", "1,234 random histories"],
  [3, "nsproxy", "3 nsproxies"],
  [2, "day", "2 days"],
  [2, "process", "2 processes"],
  [0.5, "second", "0.5 seconds"],
])("%d %s: %s", (number, noun, words) => expect(counted(number, noun)).toBe(words));
