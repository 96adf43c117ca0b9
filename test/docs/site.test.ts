/** The sidebar of the site names every page of docs/, each once. `npm run docs:site` builds it and checks its links. */
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { SECTIONS } from "../../docs/site/pages.js";

test("every page stands in one section", () => {
  const pages = readdirSync(join(import.meta.dirname, "../../docs"), { recursive: true, encoding: "utf8" });
  const inSections = Object.values(SECTIONS).flat();
  expect(inSections.toSorted()).toEqual(pages.filter((file) => file.endsWith(".md")).toSorted());
});
