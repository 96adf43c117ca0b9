import {
  chmodSync,
  chownSync,
  lchownSync,
  mkdirSync,
  mkdtempSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { mustBeTrusted } from "../../../src/cli/config/trusted.ts";

const SOMEBODY_ELSE = 4242;
const isSuperuser = process.geteuid?.() === 0;

let folder: string;
let file: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "nsmodel-trusted-"));
  mkdirSync(join(folder, "above/in"), { recursive: true });
  file = join(folder, "above/in/file");
  writeFileSync(file, "");
});
afterEach(() => rmSync(folder, { recursive: true }));

const trust = (path: string) => () => mustBeTrusted(path, "it is code", "do without.");

test("what is one's own is trusted, by itself and by a link of one's own", () => {
  symlinkSync("above/in/file", join(folder, "link"));
  expect(trust(file)).not.toThrow();
  expect(trust(join(folder, "link"))).not.toThrow();
});

test.each(["above/in/file", "above/in", "above"])("what others may write by %s is not", (place) => {
  chmodSync(join(folder, place), 0o777);
  symlinkSync("above/in/file", join(folder, "link"));
  expect(trust(file)).toThrow(/another user can write to .*, and it is code/);
  expect(trust(join(folder, "link"))).toThrow(/another user can write to/);
});

test("a private group may write, another may not", () => {
  chmodSync(file, 0o664);
  const { uid, gid } = statSync(file);
  if (uid === gid) expect(trust(file)).not.toThrow();
  else expect(trust(file)).toThrow(/another user can write to it/);
});

test.runIf(isSuperuser)("a group that is not the user's own may not write", () => {
  chmodSync(file, 0o664);
  chownSync(file, 0, SOMEBODY_ELSE);
  expect(trust(file)).toThrow(/another user can write to it/);
});

test("in a sticky folder others can put nothing in the place of a file", () => {
  chmodSync(join(folder, "above"), 0o1777);
  expect(trust(file)).not.toThrow();
});

test.runIf(isSuperuser).each(["link", "other"])("a link of another user is not followed: %s", (name) => {
  symlinkSync("other", join(folder, "link"));
  symlinkSync("above/in/file", join(folder, "other"));
  lchownSync(join(folder, name), SOMEBODY_ELSE, SOMEBODY_ELSE);
  expect(trust(join(folder, "link"))).toThrow(/another user owns/);
});
