import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import { packageFile } from "../package/package-file.ts";
import { linked } from "../report/page/linked.ts";
import type { Inlined, PageAssets } from "../report/page/page.ts";

/** The modules of the page, each after those that it imports. */
const MODULES = [
  packageFile("src/explorer/element.js"),
  packageFile("src/explorer/stage.js"),
  packageFile("src/explorer/player.js"),
  packageFile("src/explorer/grid-keys.js"),
  packageFile("src/explorer/page.js"),
];

const STYLE = packageFile("src/explorer/page.css");

/** Reads the script and the style of the page. They run in the browser as they stand: nothing is compiled. */
export async function readPageAssets(): Promise<PageAssets> {
  const modules = await Promise.all(MODULES.map((file) => readFile(file, "utf8")));
  return { script: inlined(linked(modules)), style: inlined(await readFile(STYLE, "utf8")) };
}

function inlined(text: string): Inlined {
  return { text, sha256: createHash("sha256").update(text).digest("base64") };
}
