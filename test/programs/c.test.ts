/** The whole corpus of linux as C programs: as it is, and with every outcome falsified. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import type { Operation } from "../../src/model/operation.ts";
import { type Act, actsOf } from "../../src/report/linux/acts.ts";
import { programOf, toC } from "../../src/report/linux/c/program.ts";
import { otherKernels } from "../../src/report/linux/kernels.ts";
import { NoProgram } from "../../src/report/no-program.ts";
import { describeOnKernel } from "../conformance/machine.ts";
import { LINUX_CORPUS, RUNTIME } from "../report/linux/acts-of.ts";
import { compileProgram, runProgram } from "../report/linux/c/run-program.ts";

const folder = mkdtempSync(join(tmpdir(), "nsmodel-programs-"));
afterAll(() => rmSync(folder, { recursive: true }));

const PROGRAMS = LINUX_CORPUS.filter(([, history]) => {
  try {
    actsOf(history);
    return true;
  } catch (error) {
    if (error instanceof NoProgram) return false;
    throw error;
  }
});

describeOnKernel("on the kernel", ["superuser", "compiler"], () => {
  test.concurrent.each(PROGRAMS)("%s", async (file, history) => {
    const source = toC(history, file, RUNTIME);
    const program = await compileProgram(folder, file.replace(".jsonl", ""), source, "-O2");
    const { status, planned, ok, skipped, notOk, text } = await runProgram(program);
    expect({ notOk, text }).toEqual({ notOk: [], text });
    expect(ok.length + skipped.length).toBe(planned);
    expect(status).toBe(ok.length > 0 ? 0 : 4);
  });

  test.concurrent.each(PROGRAMS)("%s, falsified", async (file, history) => {
    const { beginning, acts } = actsOf(history);
    const changed = acts.map((act): Act => ({ ...act, outcome: act.outcome === "ok" ? "EPERM" : "ok" }));
    const operations = acts.map(({ operation }) => operation as unknown as Operation); // as shared code types them
    const kernels = otherKernels(history.model, history.scope, operations);
    const source = programOf({ beginning, acts: changed }, kernels, file, RUNTIME);
    const program = await compileProgram(folder, `${file.replace(".jsonl", "")}-falsified`, source);
    const { status, notOk, skipped } = await runProgram(program);
    // If the kernel lacks a feature altogether, all calls from there on are skipped.
    const isCall = (name: string): boolean => /^\d+\. /.test(name);
    expect(notOk.filter(isCall).length + skipped.filter(isCall).length).toBe(acts.length);
    expect(status === 1).toBe(notOk.length > 0);
  });
});
