/** A machine that refuses what the agent needs to start, as a container's seccomp filter does: the error says what, and what to do about it. */
import { mkdtempSync, rmSync } from "node:fs";
import { constants, tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { AgentFailure } from "../../../src/conformance/agent/agent.ts";
import { CannotRun } from "../../../src/conformance/cannot-run.ts";
import { LinuxKernel } from "../../../src/conformance/linux/linux-kernel.ts";
import { compileRefuse, refusing } from "../agent/refusing.ts";
import { describeOnKernel } from "../machine.ts";

const { ENOSYS, ENOSPC, EPERM } = constants.errno;

describeOnKernel("a machine on which the agent cannot start", ["superuser", "compiler"], () => {
  let folder: string;
  let program: string;
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), "nsmodel-refused-"));
    program = compileRefuse(folder);
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  test.each([
    ["clone3", ENOSYS, "the machine refuses clone3: ENOSYS", /--privileged/],
    ["clone3", ENOSPC, "the machine refuses clone3: ENOSPC", /^Raise the limits in \/proc\/sys\/user/],
    ["clone3", EPERM, "the machine refuses a mount namespace, or clone3: EPERM", /--privileged/],
    ["unshare", ENOSYS, "the machine refuses a mount namespace, or clone3: EPERM", /--privileged/],
  ])("%s with errno %i", async (call, errno, message, hint) => {
    const environment = { ...process.env, ...(await refusing({ call, errno })) };
    const refused = await LinuxKernel.start({ agent: { program, environment, patience: 10_000 } }).then(
      (kernel) => kernel.close(),
      (error: unknown) => error,
    );
    expect(refused).toBeInstanceOf(CannotRun);
    // The hint of that error says that the processes of a running agent are gone.
    expect(refused).not.toBeInstanceOf(AgentFailure);
    expect(refused).toMatchObject({ message, hint: expect.stringMatching(hint) });
  });
});
