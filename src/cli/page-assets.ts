import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import { linked } from "../report/page/linked.ts";
import type { Inlined, PageAssets } from "../report/page/page.ts";

/** The modules of the page, each behind those that it imports. */
const MODULES = [
  new URL("../explorer/element.js", import.meta.url),
  new URL("../explorer/stage.js", import.meta.url),
  new URL("../explorer/player.js", import.meta.url),
  new URL("../explorer/grid-keys.js", import.meta.url),
  new URL("../explorer/page.js", import.meta.url),
];

const STYLE = new URL("../explorer/page.css", import.meta.url);

/** Reads the script and the style of the page. They run in the browser as they stand: nothing is compiled. */
export async function readPageAssets(): Promise<PageAssets> {
  const modules = await Promise.all(MODULES.map((url) => readFile(url, "utf8")));
  return { script: inlined(linked(modules)), style: inlined(await readFile(STYLE, "utf8")) };
}

function inlined(text: string): Inlined {
  return { text, sha256: createHash("sha256").update(text).digest("base64") };
}
