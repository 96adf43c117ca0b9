import { print } from "./terminal.ts";
import { VERSION } from "./version.ts";

/** Prints a result as JSON, with the version of nsmodel in front. Its fields are those of docs/json.md. */
export function printJson(result: object): void {
  print(JSON.stringify({ version: VERSION, ...result }, undefined, 2));
}
