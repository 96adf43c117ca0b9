import { expect, test } from "vitest";
import { nested } from "../../models/nested.ts";
import { walkingKill } from "../../models/walking-kill.ts";
import { FAIR, fairFrom, fairWords } from "../../src/cli/fair-option.ts";
import type { FairCalls } from "../../src/model/fairness.ts";

const read = (text: string, before?: FairCalls): unknown => FAIR.parseArg?.(text, before);

test("several calls are read one after the other, and written as they were given", () => {
  const given = { killtask: "strong", exit: "weak" } as const;
  expect(read("exit=weak", { killtask: "strong" })).toEqual(given);
  expect(read("exit=weak", { exit: "strong" })).toEqual({ exit: "strong" });
  expect(fairWords(given)).toEqual(["--fair", "killtask=strong", "exit=weak"]);
  expect(fairWords(undefined)).toEqual([]);
});

test.each(["exit", "exit=", "exit=fair", "=weak", "exit=weakly"])("%j is refused", (text) => {
  expect(() => read(text)).toThrow("Expected a call and how fair it is, such as exit=weak or exit=strong.");
});

test("a call that no design has is refused", () => {
  expect(() => fairFrom({ exti: "weak" }, [nested])).toThrow(
    "--fair names the call exti, which nested does not have.",
  );
  expect(() => fairFrom({ exti: "weak" }, [nested, walkingKill])).toThrow("which no design has.");
  expect(fairFrom({ killtask: "weak" }, [nested, walkingKill])).toEqual({ fair: { killtask: "weak" } });
});
