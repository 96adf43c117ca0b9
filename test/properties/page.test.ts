import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { CONTAINER_PROPERTIES } from "../container-models.ts";
import { ASKED } from "./linux/asked.ts";

const names = CONTAINER_PROPERTIES.map(({ name }) => name);

describe("docs/properties.md", () => {
  const page = readFileSync(join(import.meta.dirname, "../../docs/properties.md"), "utf8");
  const sections = page.split(/^## /m).slice(1);

  it("has a section for each property, with its claim, and one for those of linux", () => {
    expect(sections.map((section) => section.slice(0, section.indexOf("\n")))).toEqual([
      ...names,
      "Asked of Linux, kind by kind",
    ]);
    for (const [index, { claim }] of CONTAINER_PROPERTIES.entries())
      expect(sections[index]?.split("\n\n")[1]?.replaceAll(/\s+/g, " ").trim()).toBe(claim);
  });

  it("has each question that is asked of Linux, with its claim", () => {
    const rows =
      sections
        .at(-1)
        ?.split("\n")
        .filter((line) => line.startsWith("| `")) ?? [];
    const questions = new Map(ASKED.map(({ ofKind: { question, claim } }) => [question, claim]));
    expect(
      rows.map((row) =>
        row
          .split("|")
          .slice(1, 3)
          .map((cell) => cell.trim()),
      ),
    ).toEqual([...questions].map(([question, claim]) => [`\`${question}\``, claim]));
  });
});
