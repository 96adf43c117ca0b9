const ENTITIES: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};

/** A text that anyone may have made up, as it stands between tags or in an attribute. */
export function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (character) => ENTITIES[character] ?? character);
}

/** Plain data as JSON that can stand in a script element: nothing in it can end that element. */
export function jsonInHtml(data: unknown): string {
  return JSON.stringify(data).replaceAll("<", "\\u003c");
}

/** The part of an address behind its `#` that opens a cell. */
export function cellAddress(design: string, property: string): string {
  return `#${encodeURIComponent(design)}/${encodeURIComponent(property)}`;
}
