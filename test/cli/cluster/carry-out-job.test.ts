import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { carryOutJob } from "../../../src/cli/cluster/carry-out-job.ts";
import { MemoryObjects } from "../../objects/memory.ts";

test("a job that names a file which did not come with it executes nothing", async () => {
  const folder = mkdtempSync(join(tmpdir(), "nsmodel-named-"));
  const file = join(folder, "named.mjs");
  const written = join(folder, "written");
  writeFileSync(
    file,
    `import { writeFileSync } from "node:fs"; writeFileSync(${JSON.stringify(written)}, "");`,
  );
  const here = { references: {}, folder, madeFrom: [] };
  const around = { objectsAt: async () => new MemoryObjects(), whyRefusedThere: () => undefined };
  const isEnding = new Int32Array(new SharedArrayBuffer(4));
  for (const [models, properties] of [
    [[file], []],
    [[], [`${file}#default`]],
  ] as const)
    for (const came of [undefined, here]) {
      const message = {
        kind: "simulate",
        run: "run",
        ask: "[{}]",
        models,
        properties,
        sources: undefined,
      } as const;
      const outcome = await carryOutJob(message, came, isEnding, around, () => undefined);
      expect(outcome).toMatchObject({
        problem: { exitCode: 3, message: expect.stringContaining("was not sent with it") },
      });
    }
  expect(existsSync(written)).toBe(false);
  rmSync(folder, { recursive: true });
});
