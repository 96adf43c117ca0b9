import { escaped } from "./page/html.ts";

/** What XML 1.0 cannot hold in any form: control characters but tab and the ends of lines, and lone surrogates. */
const NOT_IN_XML = /[^\t\n\r\u{20}-\u{D7FF}\u{E000}-\u{FFFD}\u{10000}-\u{10FFFF}]/gu;

/** A text that anyone may have made up, as it stands in XML. */
export const xml = (text: string): string => escaped(text.replaceAll(NOT_IN_XML, "\u{FFFD}"));
