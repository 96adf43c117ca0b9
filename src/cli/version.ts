import { readFileSync } from "node:fs";
import { packageFile } from "../package/package-file.ts";

const { version }: { version: string } = JSON.parse(readFileSync(packageFile("package.json"), "utf8"));

/** The version of nsmodel, from package.json. */
export const VERSION = version;
