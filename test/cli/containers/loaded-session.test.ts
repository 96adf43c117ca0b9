import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { loadedSession } from "../../../src/cli/containers/shell/loaded-session.ts";
import { startSession } from "../../../src/cli/containers/shell/session.ts";
import { NESTED, ROOMY } from "../../report/design.ts";

const MESSAGE = join(import.meta.dirname, "../../histories/message.jsonl");
const folder = mkdtempSync(join(tmpdir(), "nsmodel-loaded-session-"));
afterAll(() => rmSync(folder, { recursive: true }));

test("of many differences the first are told, and the command that tells all", async () => {
  const [head] = readFileSync(MESSAGE, "utf8").split("\n");
  const file = join(folder, "wrong.jsonl");
  const wrong = '{"op":"exit","task":9,"outcome":"ok"}';
  writeFileSync(file, `${[head, ...Array.from({ length: 22 }, () => wrong)].join("\n")}\n`);
  const { told } = await loadedSession(startSession(NESTED, ROOMY), file);
  expect(told).toHaveLength(1 + 20 + 1);
  expect(told.at(-1)).toBe(`And 2 more differences. To see all: nsmodel replay ${file} --model nested --all`);
});
