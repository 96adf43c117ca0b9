import { readdirSync } from "node:fs";
import { expect, it } from "vitest";
import { CONTAINER_PROPERTIES } from "../container-models.ts";

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
