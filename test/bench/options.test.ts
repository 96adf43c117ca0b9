import { fileURLToPath } from "node:url";
import { CommanderError } from "@commander-js/extra-typings";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { benchOptions } from "./options.ts";

const here = fileURLToPath(import.meta.url);
let said = "";

beforeEach(() => {
  said = "";
  vi.spyOn(process.stderr, "write").mockImplementation((text) => {
    said += String(text);
    return true;
  });
});
afterEach(() => {
  vi.restoreAllMocks();
});

test.each([
  [["--baselines", here], "unknown option '--baselines'"],
  [["more"], "too many arguments"],
  [["--baseline", "/nowhere"], "There is no /nowhere."],
  [["--baseline", "."], "There is no run."],
  [["--tlc", here], "--tlc and --module belong together"],
  [["--module", here], "--tlc and --module belong together"],
])("%j is refused", (words, why) => {
  expect(() => benchOptions(words)).toThrow(CommanderError);
  expect(said).toContain(why);
});

test("what is given is read", () => {
  expect(benchOptions([])).toEqual({});
  expect(benchOptions(["--quick", "--tlc", here, "--module", here])).toEqual({
    quick: true,
    tlc: { jar: here, module: here },
  });
});
