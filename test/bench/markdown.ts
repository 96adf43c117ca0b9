/** A table in Markdown: the first columns are text, the others numbers. */
export function markdown(
  head: readonly string[],
  rows: readonly (readonly string[])[],
  columnsOfText = 1,
): string {
  const line = (cells: readonly string[]): string => `| ${cells.join(" | ")} |`;
  const rule = head.map((_, column) => (column < columnsOfText ? "---" : "--:"));
  return [line(head), line(rule), ...rows.map(line)].join("\n");
}

export const whole = (number: number): string => Math.round(number).toLocaleString("en");
export const seconds = (number: number): string => number.toFixed(2);
export const millions = (number: number): string => (number / 1e6).toFixed(2);
export const mebibytes = (bytes: number): string => (bytes / 2 ** 20).toFixed(0);
