import { describe, expect, test } from "vitest";
import { linux } from "../../../models/linux/linux.ts";
import { readHistory } from "../../../src/history/read-history.ts";
import { KINDS } from "../../../src/model/kind.ts";
import type { Model } from "../../../src/model/model.ts";

const header = { format: "nsmodel-history", version: 1, model: "linux", scope: { kinds: KINDS } };
const read = (...lines: object[]) =>
  readHistory(
    new TextEncoder().encode([header, ...lines].map((line) => `${JSON.stringify(line)}\n`).join("")),
    [linux as unknown as Model],
  );

const handle = { op: "handle", task: 1, target: 1, kind: "net", handle: "a", outcome: "ok" };
const list = { op: "list", task: 1, kinds: [], after: "a", outcome: "ok" };

describe("a history", () => {
  test("has numbers, names and flags as the domain has them", () => {
    const events = [
      { op: "setuid", task: 1, id: 0, outcome: "ok" },
      { op: "clone", task: 1, kinds: [], flags: ["vm"], outcome: "ok" },
      { op: "setns_fd", task: 1, target: 1, file: "pid_for_children", outcome: "ok" },
      handle,
      list,
    ];
    expect(read(...events)).toMatchObject({ ok: true });
  });

  test("gives no name that is none", () => {
    const problem = { line: 2, message: expect.stringContaining("1 to 15 characters of a-z") };
    expect(read({ op: "close", task: 1, file: "A", outcome: "EBADF" })).toMatchObject({ ok: false, problem });
  });

  test("lists after what was taken before", () => {
    const problem = { column: 42, message: expect.stringContaining('no handle was taken under "a"') };
    expect(read(list, handle)).toMatchObject({ ok: false, problem: { ...problem, line: 2 } });
    expect(read({ ...handle, outcome: "ESRCH" }, list)).toMatchObject({
      ok: false,
      problem: { ...problem, line: 3 },
    });
  });
});
