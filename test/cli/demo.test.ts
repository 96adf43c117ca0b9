import { spawnSync } from "node:child_process";
import { expect, test } from "vitest";
import { CONTAINER_MODELS, CONTAINER_PROPERTIES } from "../container-models.ts";
import { NSMODEL } from "./command.ts";
import { AS_IT_STARTS } from "./compiled-once/as-it-starts.ts";

test("the scenario comes true, the proposal breaks what it is known to break, and the matrix has all designs by all properties", () => {
  const { status, stdout } = spawnSync(process.execPath, [NSMODEL, "demo"], {
    encoding: "utf8",
    env: AS_IT_STARTS,
  });
  expect(status).toBe(0);
  expect(stdout).toMatch(/All \d+ expectations of the scenario came true\./);
  expect(stdout).toMatch(/always-enterable +│ broken in 3 steps/);
  const [, matrix = ""] = stdout.split("And the other designs of the discussion?");
  for (const { name } of CONTAINER_PROPERTIES) {
    const row = matrix.split("\n").find((line) => line.startsWith(`${name} `)) ?? "";
    expect(row.match(/[✓○✗∞→∅·]/gu), name).toHaveLength(CONTAINER_MODELS.length);
  }
  expect(matrix).not.toMatch(/^never-leaves.*\?/m);
});
