import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { CONTAINER_PROPERTIES } from "../container-models.ts";
import { ASKED } from "./linux/asked.ts";

const folder = new URL("../../properties/", import.meta.url);
const files = readdirSync(folder).filter((file) => file.endsWith(".ts"));
const names = CONTAINER_PROPERTIES.map(({ name }) => name);

/** `never-leaves` is `neverLeaves` in the code. */
function camelCase(name: string): string {
  return name.replaceAll(/-(.)/g, (_, letter: string) => letter.toUpperCase());
}

it("lists every property, in the order of semantics.md", () => {
  expect(names).toEqual([
    "never-leaves",
    "kill-reaches-descendants",
    "kill-spares-others",
    "container-outlives-nsproxy",
    "one-nsproxy-per-container",
    "sibling-names-differ",
    "same-name-in-two-places",
    "names-round-trip",
    "view-is-closed",
    "known-by-every-ancestor",
    "rename-only-renames",
    "only-rename-renames",
    "unshare-isolates",
    "fork-inherits",
    "nothing-leaks",
    "refusal-changes-nothing",
    "always-enterable",
    "restart-is-faithful",
    "unshare-needs-no-name",
    "handle-keeps-nothing",
    "handle-enters",
    "handle-means-one-thing",
    "killed-goes",
    "left-alone-goes",
    "exit-ends",
  ]);
});

it("has one file for each property", () => {
  expect(files.map((file) => file.replace(/\.ts$/, ""))).toEqual(names.toSorted());
});

it.each(CONTAINER_PROPERTIES)("$name: file, export and test bear the name", async (property) => {
  const exported: object = await import(new URL(`${property.name}.ts`, folder).href);
  expect({ ...exported }).toEqual({ [camelCase(property.name)]: property });
  expect(readdirSync(new URL(".", import.meta.url))).toContain(`${property.name}.test.ts`);
});

describe("docs/properties.md", () => {
  const page = readFileSync(new URL("../../docs/properties.md", import.meta.url), "utf8");
  const sections = page.split(/^## /m).slice(1);

  it("has a section for each property, with its claim, and one for those of linux", () => {
    expect(sections.map((section) => section.slice(0, section.indexOf("\n")))).toEqual([
      ...names,
      "Asked of Linux, kind by kind",
    ]);
    for (const [index, { claim }] of CONTAINER_PROPERTIES.entries())
      expect(sections[index]?.replaceAll(/\s+/g, " ")).toContain(claim);
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
