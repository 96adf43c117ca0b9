import { spawnSync } from "node:child_process";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { parse } from "shell-quote";
import { describe, expect, test } from "vitest";
import { MODELS, PROPERTIES } from "../src/catalogue.ts";
import { breakingRun } from "../src/engine/breaking-run.ts";
import { replay } from "../src/engine/replay.ts";
import { search } from "../src/engine/search.ts";
import { type RecordedHistory, readHistory } from "../src/history/read-history.ts";
import { divided, type PointProperty } from "../src/model/property.ts";
import { NSMODEL } from "./cli/command.ts";
import { anchoredLinksOf, anchorsOf, blocksOf, examplesOf, linksOf } from "./docs/markdown.ts";

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

  test("links to headings that are there", () => {
    const missing = anchoredLinksOf(page).filter(([target, anchor]) => {
      const text = target === "" ? page : readFileSync(join(root, dirname(file), target), "utf8");
      return !anchorsOf(text).has(anchor);
    });
    expect(missing).toEqual([]);
  });

  test("has only blocks that are found", () => {
    expect(page.match(/^[ >]*```/gm)?.length ?? 0).toBe(2 * blocks.length);
  });

  for (const { text, remark, line } of blocks.filter(({ language }) => language === "jsonl")) {
    test(`the history on line ${line} replays without a difference`, () => {
      expect(replay(historyOf(text)).differences).toEqual([]);
    });

    if (remark !== "")
      test(`the history on line ${line} ${remark}, and no shorter one does`, () => {
        const { property, events } = propertyIn(remark);
        const history = historyOf(text);
        expect(breaksAfter(property, history)).toBe(events);
        expect(shortestThatBreaks(property, history, events)).toBe(events);
        // A property of worlds is broken before the call that shows this, which may follow.
        expect(operationsOf(history).length - events).toBeLessThanOrEqual(1);
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

test.each(["README.md", "docs/designs.md", "docs/models/README.md"])("%s links every design", (file) => {
  const links = linksOf(readFileSync(join(root, file), "utf8")).map((target) =>
    relative("docs/models", join(dirname(file), target)),
  );
  const missing = MODELS.map(({ name }) => `${name}.md`).filter((page) => !links.includes(page));
  expect(missing).toEqual([]);
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

function historyOf(text: string): RecordedHistory {
  const result = readHistory(Buffer.from(text), MODELS, { properties: PROPERTIES });
  if (!result.ok) throw new Error(JSON.stringify(result));
  return result.history;
}

/** What a remark such as `breaks never-leaves in 2` says about the history below it. */
function propertyIn(remark: string): { property: PointProperty; events: number } {
  const { name, events } = /^breaks (?<name>\S+) in (?<events>\d+)$/.exec(remark)?.groups ?? {};
  const property = divided(PROPERTIES).atPoints.find((known) => known.name === name);
  if (property === undefined) throw new Error(`no property: "${remark}"`);
  return { property, events: Number(events) };
}

function operationsOf({ entries }: RecordedHistory) {
  return [...entries()].flatMap((entry) => ("event" in entry ? [entry.event.operation] : []));
}

/** After how many events of a history a property is broken; `undefined` if it is not. */
function breaksAfter(property: PointProperty, history: RecordedHistory): number | undefined {
  const { model, scope } = history;
  return breakingRun(property, model, scope, operationsOf(history))?.events.length;
}

/** The length of the shortest history that breaks a property in the scope of another history; `undefined` if none up to `depth` does. */
function shortestThatBreaks(
  property: PointProperty,
  { model, scope }: RecordedHistory,
  depth: number,
): number | undefined {
  const { verdicts } = search(model, [property], scope, { depth, symmetry: model.numbersMatter !== true });
  return verdicts[0]?.verdict === "broken" ? verdicts[0].history?.length : undefined;
}

function namesIn(text: string, name: RegExp): string[] {
  return [...text.matchAll(name)].map(({ groups }) => groups?.["name"] ?? "");
}

/** Runs a command line of the documentation in the root of the repository. */
function nsmodel(command: string): { status: number | null; stdout: string; stderr: string } {
  const [program, ...words] = parse(command).map(String);
  expect(program).toBe("nsmodel");
  return spawnSync(process.execPath, [NSMODEL, ...words], {
    cwd: root,
    encoding: "utf8",
    input: "",
  });
}
