import { relative } from "node:path";
import { Converter, KindRouter } from "typedoc";
import { SECTIONS } from "./pages.js";

/** What TypeDoc has to be told of the pages: plain Markdown, without anything that is there for the site alone. */
export function load(app) {
  app.converter.on(Converter.EVENT_CREATE_DOCUMENT, (_context, page) => {
    const path = pathOf(page);
    const section = Object.keys(SECTIONS).find((name) => SECTIONS[name].includes(path));
    if (section === undefined) throw new Error(`docs/${path} stands in no section of docs/site/pages.js`);
    page.frontmatter.group = section;
    page.name = titleOf(page) ?? path;
  });
  app.converter.on(Converter.EVENT_RESOLVE_BEGIN, ({ project }) => {
    for (const child of project.children ?? [])
      if (child.name === "index") child.name = "Functions and types";
  });
  app.renderer.defineRouter("pages", PageRouter);
}

/** A page has the address that it has in docs/. */
class PageRouter extends KindRouter {
  getIdealBaseName(reflection) {
    return reflection.isDocument()
      ? pathOf(reflection).replace(/\.md$/, "")
      : super.getIdealBaseName(reflection);
  }
}

/** Where a page stands in docs/. */
function pathOf(page) {
  return relative("docs", page.project.files.getReflectionPath(page));
}

/** The first heading of a page, without marks. Of that of a design, its name. */
function titleOf(page) {
  const text = page.content.map((part) => part.text).join("");
  return /^# (?:`(?<name>[^`]+)`: .+|(?<title>.+))$/m.exec(text)?.slice(1).find(Boolean);
}

/** Code in a heading counts for its address, as it does where the repository is shown. */
export function keepCodeInHeadings(markdown) {
  const { text, code_inline: code } = markdown.renderer.rules;
  markdown.core.ruler.push("code in headings", ({ tokens }) => {
    for (const [index, { type }] of tokens.entries()) {
      if (type !== "heading_open") continue;
      for (const token of tokens[index + 1].children) {
        if (token.type !== "code_inline") continue;
        token.type = "text";
        token.meta = { isCode: true };
      }
    }
  });
  markdown.renderer.rules.text = (tokens, index, ...others) =>
    (tokens[index].meta?.isCode ? code : text)(tokens, index, ...others);
}

/** A file that is named in a text is no host: only what says https:// is a link. */
export function takeNoFileForHost(markdown) {
  markdown.linkify.set({ fuzzyLink: false });
}
