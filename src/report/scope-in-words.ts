import { plural } from "../model/counted.ts";
import type { Scope } from "../model/scope.ts";
import { quoted } from "./printable.ts";

/**
 * A scope in one line, safe to print: "3 tasks, 3 containers, kinds uts,net, names a,b, 1 image". Kinds and names stand as their options
 * take them.
 */
export function scopeInWords({ tasks, containers, kinds, names, images }: Scope): string {
  return [
    numbered(tasks, "task"),
    numbered(containers, "container"),
    listed("kind", kinds),
    listed("name", names),
    numbered(images, "image"),
  ].join(", ");
}

function numbered(number: number, noun: string): string {
  if (number === 0) return `no ${plural(noun)}`;
  return `${number} ${number === 1 ? noun : plural(noun)}`; // not "1,000 tasks", which no option takes
}

function listed(noun: string, words: readonly string[]): string {
  if (words.length === 0) return `no ${plural(noun)}`;
  return `${words.length === 1 ? noun : plural(noun)} ${words.map(quoted).join(",")}`;
}
