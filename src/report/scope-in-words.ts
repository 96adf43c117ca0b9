import type { Scope } from "../model/scope.ts";

/** A scope in one line: "3 tasks, 3 containers, kinds uts net, names a b, 1 image". */
export function scopeInWords({ tasks, containers, kinds, names, images }: Scope): string {
  return [
    numbered(tasks, "task"),
    numbered(containers, "container"),
    listed("kind", kinds),
    listed("name", names),
    numbered(images, "image"),
  ].join(", ");
}

function numbered(number: number, what: string): string {
  return `${number === 0 ? "no" : number} ${what}${number === 1 ? "" : "s"}`;
}

function listed(what: string, list: readonly string[]): string {
  if (list.length === 0) return `no ${what}s`;
  return `${what}${list.length === 1 ? "" : "s"} ${list.join(" ")}`;
}
