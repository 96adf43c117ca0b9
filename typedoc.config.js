import { SECTIONS } from "./docs/site/pages.js";
import { keepCodeInHeadings, load, takeNoFileForHost } from "./docs/site/plugin.js";

/** The site, for TypeDoc: the pages of docs/ as they stand, and a page for each function and type of the interface. */
export default {
  name: "nsmodel",
  entryPoints: ["src/index.ts", "src/testing/vitest.ts", "src/testing/node-test.ts"],
  readme: "README.md",
  projectDocuments: Object.values(SECTIONS)
    .flat()
    .map((page) => `docs/${page}`),
  out: "dist/site",
  plugin: [load],
  customCss: "docs/site/site.css",
  router: "pages",
  markdownItLoader: (markdown) => {
    keepCodeInHeadings(markdown);
    takeNoFileForHost(markdown);
  },
  groupOrder: [...Object.keys(SECTIONS), "*"],
  navigation: { includeGroups: true },
  sort: ["documents-first", "kind", "alphabetical-ignoring-documents"],
  searchInDocuments: true,
  highlightLanguages: ["bash", "c", "console", "diff", "javascript", "json", "jsonl", "typescript", "yaml"],
  ignoredHighlightLanguages: ["session", "text"],
  excludePrivate: true,
  excludeExternals: true,
  validation: { notExported: true, invalidLink: true, invalidPath: true, notDocumented: false },
  treatWarningsAsErrors: true,
};
