import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { Ajv } from "ajv";

const folder = join(import.meta.dirname, "../../schemas");

/** The schemas that come with nsmodel, by what they describe, such as `check`. */
export const SCHEMAS: ReadonlyMap<string, object> = new Map(
  readdirSync(folder).map((file) => [
    file.replace(".schema.json", ""),
    JSON.parse(readFileSync(join(folder, file), "utf8")),
  ]),
);

const ajv = new Ajv({ allErrors: true, strict: true, allowUnionTypes: true, schemas: [...SCHEMAS.values()] });

/** Where a value violates a schema, one line each; empty if it conforms. */
export function schemaErrors(name: string, value: unknown): string[] {
  const validate = ajv.getSchema(`${name}.schema.json`);
  if (validate === undefined) return [`there is no schema of ${name}`];
  if (validate(value) === true) return [];
  return (validate.errors ?? []).map(
    ({ instancePath, message, params }) => `${instancePath}: ${message} ${JSON.stringify(params)}`,
  );
}
