import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { carryOut } from "../../../models/linux/carry-out.ts";
import { observe } from "../../../models/linux/observe.ts";
import { REFUSALS, type Refusal } from "../../../models/linux/refusals.ts";
import { initialWorld } from "../../../models/linux/world.ts";
import { checkLinuxExpectation } from "../../../src/domains/linux/check-expectation.ts";
import { type LinuxHistory, readLinuxHistory } from "./read-linux-history.ts";

const folder = join(import.meta.dirname, "../../histories/linux");
const names = readdirSync(folder).map((file) => file.replace(/\.jsonl$/, ""));
const historyOf = (name: string) => readLinuxHistory(readFileSync(join(folder, `${name}.jsonl`), "utf8"));

/** What a history cannot contain: it is refused when it is read. */
const NO_HISTORY: readonly Refusal[] = ["list after nothing"];

describe.each(names)("%s", (name) => {
  test("comes to what the kernel came to", () => {
    expect(differences(historyOf(name))).toEqual([]);
  });
});

const refusals = (Object.keys(REFUSALS) as Refusal[]).filter((refusal) => !NO_HISTORY.includes(refusal)); // its keys

test.each(refusals)("%s has a history that ends in it", (refusal) => {
  const history = historyOf(`refused-${refusal.replaceAll(" ", "-")}`);
  expect(results(history).at(-1)).toBe(refusal);
});

function results({ scope, lines }: LinuxHistory): string[] {
  const world = initialWorld(scope);
  return lines.flatMap((line) => ("operation" in line ? [carryOut(world, line.operation, scope)] : []));
}

function differences({ scope, lines }: LinuxHistory): object[] {
  const world = initialWorld(scope);
  return lines.flatMap((line): object[] => {
    if ("expectation" in line) return checkLinuxExpectation(line.expectation, observe(world, scope));
    const result = carryOut(world, line.operation, scope);
    const found = result === "ok" ? "ok" : REFUSALS[result].errno;
    return found === line.outcome ? [] : [{ line: line.line, expected: line.outcome, found }];
  });
}
