/** A number of things in words: "1 task", "2 tasks", "0 histories". `noun` is in the singular; in a phrase it comes last. */
export function counted(number: number, noun: string): string {
  return `${number.toLocaleString("en", { maximumFractionDigits: 3 })} ${number === 1 ? noun : plural(noun)}`;
}

/** The plural of a regular noun. */
export function plural(noun: string): string {
  if (/[^aeiou]y$/.test(noun)) return noun.replace(/y$/, "ies");
  return /(?:s|x|ch|sh)$/.test(noun) ? `${noun}es` : `${noun}s`;
}
