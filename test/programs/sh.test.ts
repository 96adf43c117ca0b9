/** The histories of linux in the corpus that have a shell script: as they are, and with one outcome falsified. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import type { Outcome } from "../../src/model/outcome.ts";
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

function falsified<Any extends Act>(act: Any): Any[] {
  // Given a task by its number, nsenter opens a file, and reports both errnos with one message.
  const nearest = act.operation.op === "setns" ? undefined : NEAREST[act.outcome];
  const others: Outcome[] =
    act.outcome === "ok" ? ["EINVAL"] : ["ok", ...(nearest === undefined ? [] : [nearest])];
  return others.map((outcome) => ({ ...act, outcome }));
}

/** Errnos that are easily mistaken for each other. */
const NEAREST: Readonly<Record<string, Outcome>> = {
  EPERM: "EACCES",
  EACCES: "EPERM",
  ENOENT: "ESRCH",
  ESRCH: "ENOENT",
};

/** Each call of each script with a false outcome, as far as there is a script for it. */
const FALSIFIED = LINUX_CORPUS.filter(([file]) => SCRIPTS.some(([other]) => file === other)).flatMap(
  ([file, history]) => {
    const all = actsOf(history);
    return all.acts.flatMap((act, at) =>
      falsified(act).flatMap((other) => {
        const acts = all.acts.with(at, other);
        const script = scriptFor(file, () => ({ ...all, acts }));
        return script === undefined ? [] : [[file, at + 1, other.outcome, script] as const];
      }),
    );
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

  test.concurrent.each(FALSIFIED)("%s, call %i falsified to %s", async (file, call, outcome, script) => {
    const { status, stderr } = await runScript(folder, `${file}-${call}-${outcome}`, script);
    expect(stderr).toContain(`failed: ${call}. `);
    expect(status).toBe(1);
  });
});
