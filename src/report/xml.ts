import { escaped } from "./page/html.ts";

/** What XML 1.0 cannot hold in any form: control characters but tab and the ends of lines, and lone surrogates. */
const NOT_IN_XML = /[^\t\n\r\u{20}-\u{D7FF}\u{E000}-\u{FFFD}\u{10000}-\u{10FFFF}]/gu;

/** A text that anyone may have made up, as it stands between tags. */
export const xml = (text: string): string =>
  escaped(text.replaceAll(NOT_IN_XML, "\u{FFFD}")).replaceAll("\r", "&#13;");

/** The same as the value of an attribute, in which a reader takes the end of a line and a tab for a blank (XML 1.0, 3.3.3). */
export const xmlAttribute = (text: string): string =>
  xml(text).replaceAll(/[\t\n]/g, (space) => `&#${space.charCodeAt(0)};`);
