/** A machine that refuses a call, as a container's seccomp filter does: the error names the call, and nothing is left behind. */
import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { constants, tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { CannotRun } from "../../../src/conformance/cannot-run.ts";
import { prepareSetting } from "../../../src/conformance/containers/setting.ts";
import { familyOf } from "../agent/processes.ts";
import { compileRefuse, refusing } from "../agent/refusing.ts";
import { cgroup2Mount, describeOnKernel } from "../machine.ts";

const { EPERM, ENOSYS } = constants.errno;
/** Upper bound on the time until the error, in milliseconds. */
const BOUND = 30_000;

/** What the error says if a call is refused. */
const CALLS: Readonly<Record<string, RegExp>> = {
  clone3: /refuses clone3/,
  close_range: /close_range/,
  dup3: /dup3|the bodies' init died/,
  mount: /cannot make (its|the) mounts( of the bodies)? private/,
  pidfd_open: /pidfd_open/,
  pidfd_send_signal: /refuses pidfd_send_signal/,
  prctl: /refuses prctl/,
  readlinkat: /refuses readlink|reading \/proc/,
  set_robust_list: /refuses set_robust_list/,
  setns: /refuses setns/,
  signalfd4: /signalfd/,
  unshare: /refuses unshare/,
  waitid: /refuses waitid/,
};

describeOnKernel("a machine that refuses", ["superuser", "compiler", "cgroup2"], () => {
  let folder: string;
  let program: string;
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), "nsmodel-refused-"));
    program = compileRefuse(folder);
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  const cases = Object.entries(CALLS).flatMap(([call, words]) =>
    [EPERM, ENOSYS, 0].map((errno) => ({ call, errno, words })),
  );
  test.each(cases)(
    "$call with errno $errno (0: kills for it) ends, and nothing is left",
    async ({ call, errno, words }) => {
      const before = { processes: familyOf(process.pid), runs: runs() };
      const environment = { ...process.env, ...(await refusing({ call, errno })) };
      const began = Date.now();
      const refused = await prepareSetting({ agent: { program, environment, patience: 10_000 } }).then(
        ({ agent }) => agent.close(),
        (error: unknown) => error,
      );
      expect(refused).toBeInstanceOf(CannotRun);
      // If it was killed, which process that was may be all that is known.
      const killed = /SIGSYS|kills the process that calls|died while starting/;
      expect(refused).toMatchObject({
        message: expect.stringMatching(errno === 0 ? killed : words),
        hint: expect.stringMatching(/\.$/),
      });
      expect(Date.now() - began).toBeLessThan(BOUND);
      await expect.poll(() => familyOf(process.pid)).toEqual(before.processes);
      expect(runs()).toEqual(before.runs);
    },
  );
});

function runs(): readonly string[] {
  return readdirSync(cgroup2Mount() ?? "").filter((name) => name.startsWith(`nsmodel-${process.pid}-`));
}
