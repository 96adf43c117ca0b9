/** Regenerates man/nsmodel.1 from the help of the commands. Run by `npm run docs:man`. */
import { mkdirSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { MAN_PAGE, manPage } from "./man-page.ts";

mkdirSync(dirname(MAN_PAGE), { recursive: true });
writeFileSync(MAN_PAGE, await manPage());
