import { escaped } from "./page/html.ts";

/** What XML 1.0 cannot represent in any form: control characters except tab and line ends, lone surrogates, U+FFFE and U+FFFF. */
const NOT_IN_XML = /[^\t\n\r\u{20}-\u{D7FF}\u{E000}-\u{FFFD}\u{10000}-\u{10FFFF}]/gu;

/** Escapes an untrusted text for use between tags. */
export const xml = (text: string): string =>
  escaped(text.replaceAll(NOT_IN_XML, "\u{FFFD}")).replaceAll("\r", "&#13;");

/** Escapes an untrusted text for an attribute value, in which a parser would turn line ends and tabs into spaces (XML 1.0, 3.3.3). */
export const xmlAttribute = (text: string): string =>
  xml(text).replaceAll(/[\t\n]/g, (space) => `&#${space.charCodeAt(0)};`);
