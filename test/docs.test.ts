import { spawnSync } from "node:child_process";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { parse } from "shell-quote";
import { describe, expect, test } from "vitest";
import { MODELS } from "../src/catalogue.ts";
import { readHistory } from "../src/history/read-history.ts";
import { replay } from "../src/history/replay.ts";
import { blocksOf, examplesOf, linksOf } from "./docs/markdown.ts";

const root = join(import.meta.dirname, "..");
const inDocs = readdirSync(join(root, "docs"), { recursive: true, encoding: "utf8" })
  .filter((file) => file.endsWith(".md"))
  .map((file) => join("docs", file));
const PAGES = ["README.md", "CONTRIBUTING.md", "CHANGELOG.md", "test/histories/README.md", ...inDocs];

describe.each(PAGES)("%s", (file) => {
  const page = readFileSync(join(root, file), "utf8");
  const blocks = blocksOf(page);

  test("links to what is there", () => {
    const missing = linksOf(page).filter((target) => !existsSync(join(root, dirname(file), target)));
    expect(missing).toEqual([]);
  });

  for (const { text, line } of blocks.filter(({ language }) => language === "jsonl")) {
    test(`the history on line ${line} replays without a difference`, () => {
      const result = readHistory(Buffer.from(text), MODELS);
      expect(result).toMatchObject({ ok: true });
      if (result.ok) expect(replay(result.history).differences).toEqual([]);
    });
  }

  for (const { text, remark, line } of blocks.filter(({ language }) => language === "console")) {
    test.each(examplesOf(text))(`line ${line}: $command`, ({ command, output }) => {
      const { status, stdout, stderr } = nsmodel(command);
      expect(stdout + stderr).toMatch(output);
      expect(`exit ${status}`).toBe(remark === "" ? "exit 0" : remark);
    });
  }
});

test("the page of commands names every command and option", () => {
  const page = readFileSync(join(root, "docs/commands.md"), "utf8");
  const commands = namesIn(nsmodel("nsmodel help").stdout, /^ {2}(?<name>[a-z]+) /gm).filter(
    (name) => name !== "help",
  );
  for (const command of commands) {
    const section = page.split(/^## /m).find((text) => text.startsWith(`\`nsmodel ${command}`)) ?? "";
    const options = namesIn(nsmodel(`nsmodel help ${command}`).stdout, /^ {2}(?:-\w, )?(?<name>--[a-z]+)/gm);
    expect(options.filter((option) => option !== "--help" && !section.includes(`\`${option}`))).toEqual([]);
    expect(section, command).not.toBe("");
  }
  expect(commands.length).toBeGreaterThan(0);
});

test("the page of the architecture names every package, and no other", () => {
  const table = readFileSync(join(root, "docs/architecture.md"), "utf8").split("## Packages")[1] ?? "";
  const rows = table.split("\n").filter((line) => line.startsWith("| `"));
  const named = rows.flatMap((row) => namesIn(row.split("|")[1] ?? "", /`(?<name>[^`]+)`/g));
  const {
    dependencies,
    devDependencies,
  }: Record<string, Record<string, string>> = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));
  const used = Object.keys({ ...dependencies, ...devDependencies }).filter(
    (name) => !name.startsWith("@types/"),
  );
  expect(named.toSorted()).toEqual(used.toSorted());
});

function namesIn(text: string, name: RegExp): string[] {
  return [...text.matchAll(name)].map(({ groups }) => groups?.["name"] ?? "");
}

/** Runs a command line of the documentation in the root of the repository. */
function nsmodel(command: string): { status: number | null; stdout: string; stderr: string } {
  const [program, ...words] = parse(command).map(String);
  expect(program).toBe("nsmodel");
  return spawnSync(process.execPath, [join(root, "src/cli/nsmodel.js"), ...words], {
    cwd: root,
    encoding: "utf8",
    input: "",
  });
}
