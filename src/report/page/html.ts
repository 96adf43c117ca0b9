const ENTITIES: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};

/** Escapes an untrusted text for use between tags or in an attribute. */
export function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (character) => ENTITIES[character] ?? character);
}

/** Plain data as JSON for a script element: nothing in it can end that element. */
export function jsonInHtml(data: unknown): string {
  return JSON.stringify(data).replaceAll("<", "\\u003c");
}

/** The fragment of an address, with its `#`, that opens a cell. */
export function cellAddress(design: string, property: string): string {
  return `#${encodeURIComponent(design)}/${encodeURIComponent(property)}`;
}
