/** The corpus of linux as shell scripts, as far as there are any: as it stands, and with an outcome falsified. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { type Act, type Acts, actsOf } from "../../src/report/linux/acts.ts";
import { scriptOf } from "../../src/report/linux/sh/script.ts";
import { NoProgram } from "../../src/report/no-program.ts";
import { describeOnKernel } from "../conformance/machine.ts";
import { LINUX_CORPUS, runtimeOf } from "../report/linux/acts-of.ts";
import { runScript } from "../report/linux/sh/run-script.ts";

const RUNTIME = runtimeOf("sh");
const folder = mkdtempSync(join(tmpdir(), "nsmodel-scripts-"));
afterAll(() => rmSync(folder, { recursive: true }));

const SCRIPTS = LINUX_CORPUS.flatMap(([file, history]) => {
  const script = scriptFor(file, () => actsOf(history));
  return script === undefined ? [] : [[file, script] as const];
});

const flipped = (act: Act): Act => ({ ...act, outcome: act.outcome === "ok" ? "EINVAL" : "ok" });

/** Each call of each of them with an outcome that is false, as far as the tools could make it. */
const FALSIFIED = LINUX_CORPUS.filter(([file]) => SCRIPTS.some(([other]) => file === other)).flatMap(
  ([file, history]) => {
    const all = actsOf(history);
    return all.acts.flatMap((_, at) => {
      const acts = all.acts.map((act, index) => (index === at ? flipped(act) : act));
      const script = scriptFor(file, () => ({ ...all, acts }));
      return script === undefined ? [] : [[file, at + 1, script] as const];
    });
  },
);

function scriptFor(file: string, acts: () => Acts): string | undefined {
  try {
    return scriptOf(acts(), [], file, RUNTIME);
  } catch (error) {
    if (error instanceof NoProgram) return undefined;
    throw error;
  }
}

describeOnKernel("on the kernel", ["superuser"], () => {
  test.concurrent.each(SCRIPTS)("%s", async (file, script) => {
    const { status, stderr } = await runScript(folder, file, script);
    expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
  });

  test.concurrent.each(FALSIFIED)("%s, call %i falsified", async (file, call, script) => {
    const { status, stderr } = await runScript(folder, `${file}-${call}`, script);
    expect(stderr).toContain(`not so: ${call}. `);
    expect(status).toBe(1);
  });
});
