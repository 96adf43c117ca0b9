import { mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { homedir, tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { LineHistory, lineHistoryFile, MAX_LINES } from "../../../src/cli/containers/shell/line-history.ts";

const folder = mkdtempSync(join(tmpdir(), "nsmodel-lines-"));
afterAll(() => rmSync(folder, { recursive: true }));

describe("the lines that were typed", () => {
  test("are there in the next session, for this user alone, and two sessions lose none of each other's", () => {
    const file = join(folder, "new/folder/lines");
    const [one, other] = [new LineHistory(file), new LineHistory(file)];
    one.add("fork");
    other.add("unshare uts");
    one.add("   ");
    one.add("as 2");
    expect(new LineHistory(file).lines()).toEqual(["fork", "unshare uts", "as 2"]);
    expect(statSync(file).mode & 0o777).toBe(0o600);
  });

  test("are the last ones where there are many, and the file becomes shorter", () => {
    const file = join(folder, "many");
    const all = Array.from({ length: 2 * MAX_LINES + 1 }, (_, index) => `as ${index}`);
    writeFileSync(file, `${all.join("\n")}\n`);
    expect(new LineHistory(file).lines()).toEqual(all.slice(-MAX_LINES));
    expect(readFileSync(file, "utf8").split("\n")).toHaveLength(MAX_LINES + 1);
  });

  test("that cannot be kept are told of, and end nothing", () => {
    const file = join(folder, "a-folder");
    mkdirSync(file);
    const lines = new LineHistory(file);
    lines.add("fork");
    expect(lines.whyNotKept).toBe(`Lines are not saved in ${file}: it is a folder.`);
  });

  test("are kept where the environment says, or in the home folder", () => {
    expect(lineHistoryFile({ XDG_STATE_HOME: "/s" })).toBe("/s/nsmodel/shell-history");
    expect(lineHistoryFile({ XDG_STATE_HOME: "s" })).toBe(
      join(homedir(), ".local/state/nsmodel/shell-history"),
    );
  });
});
