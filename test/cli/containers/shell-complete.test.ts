import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { complete } from "../../../src/cli/containers/shell/complete.ts";
import { runCommand, runLine } from "../../../src/cli/containers/shell/run-command.ts";
import { type ShellSession, startSession, worldIn } from "../../../src/cli/containers/shell/session.ts";
import { parseLine } from "../../../src/cli/containers/shell/words.ts";
import { taskNumber } from "../../../src/model/numbers.ts";
import { NESTED, ROOMY } from "../../report/design.ts";

function session(...lines: readonly string[]): ShellSession {
  return lines.reduce(
    (now, line) => runLine(now, line)?.session ?? now,
    startSession(NESTED, { ...ROOMY, names: ["web"] }),
  );
}

const JOB = session(
  "fork",
  "as 2 unshare uts",
  "mv /unnamed1 vserver1",
  "as 2 fork",
  "as 3 unshare net",
  "mv /vserver1/unnamed1 'my job'",
  "tar c img /vserver1",
);

describe("Tab", () => {
  test.each<[string, string[]]>([
    ["un", ["unshare ", "undo "]],
    ["unshare --n", ["--net "]],
    ["unshare ", ["uts ", "net ", "--uts ", "--net "]],
    ["as ", ["1 ", "2 ", "3 "]],
    ["as 2 se", ["setns "]],
    ["as 2 ls /", ["/ ", "/my\\ job "]],
    ["as 9 ls /", []],
    ["ls /v", ["/vserver1 ", "/vserver1/my\\ job "]],
    ["ls v", ["vserver1 ", "vserver1/my\\ job "]],
    ["ls /vserver1/my\\ j", ["/vserver1/my\\ job "]],
    ["rm ", ["-rf ", "/ ", "/vserver1 ", "/vserver1/my\\ job "]],
    ["mv /vserver1/m", ["/vserver1/my\\ job "]],
    ["ln /vserver1 ", ["/proc/nsproxy "]],
    ["tar ", ["c ", "x ", "t "]],
    ["tar x ", ["img "]],
    ["tar x img ", []],
    ["tar c new /v", ["/vserver1 ", "/vserver1/my\\ job "]],
    ["ps -", ["-e "]],
    ["help tr", ["tree "]],
    ["rename /vserver1 w", ["web "]],
    ["frob ", []],
    ["ls '/v", []],
    ["fork ", []],
  ])("after %j offers %j", (line, expected) => expect(complete(JOB, line)[0]).toEqual(expected));

  test("knows no path in a final world", () => {
    expect(complete(session("exit"), "ls /")[0]).toEqual([]);
    expect(complete(session("exit"), "as ")[0]).toEqual([]);
  });
});

test("a path that is completed names what is in view, whatever its name", () => {
  const name = fc.string({
    unit: fc.constantFrom(..."ab *$'\"\\#;é\n\u001b\u00a0"),
    minLength: 1,
    maxLength: 8,
  });
  fc.assert(
    fc.property(name, (text) => {
      const renamed = runCommand(session("fork", "as 2 unshare uts"), ["mv", "/unnamed1", text]).session;
      for (const candidate of complete(renamed, "ls /")[0]) {
        const parsed = parseLine(`ls ${candidate}`);
        expect(candidate).not.toMatch(/\p{C}/u);
        if (!("words" in parsed)) throw new Error(`${candidate}: ${parsed.problem}`);
        expect(worldIn(renamed).resolve(taskNumber(1), parsed.words[1] ?? "")).toBeDefined();
      }
    }),
  );
});
