import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { Agent } from "../../../src/conformance/agent/agent.ts";
import { describeOnKernel } from "../machine.ts";
import { compiledPath } from "./compiled.ts";
import { everyOperation, refusedOf } from "./every-operation.ts";

describeOnKernel("the agent under the sanitizers", ["superuser", "compiler"], () => {
  test("performs every operation, and nothing is found", async () => {
    const folder = mkdtempSync(join(tmpdir(), "nsmodel-agent-sanitized-"));
    const program = await compiledPath({ sanitized: true });
    const environment = {
      ...process.env,
      // The leak check stops a process by means of a helper that shares its memory and traces it. The agent allocates nothing.
      ASAN_OPTIONS: "detect_leaks=0",
      UBSAN_OPTIONS: "halt_on_error=1:print_stacktrace=1",
    };
    const agent = await Agent.start({ program, environment });
    for (let round = 0; round < 3; round++) {
      const batch = everyOperation(join(folder, String(round)));
      const [made] = await agent.perform([
        { call: "at_end", path: join(folder, String(round)), mode: 0o755 },
      ]);
      expect(made.outcome).toBe("ok");
      expect(await refusedOf(agent, batch)).toEqual([]);
    }
    // Fails if anything was written to standard error.
    await agent.close();
    expect(readdirSync(folder)).toEqual([]);
    rmSync(folder, { recursive: true });
  });
});
