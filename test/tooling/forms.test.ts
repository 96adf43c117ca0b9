import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import ts from "typescript";
import { expect, test } from "vitest";

/** The files that may name a form of property, and what they need it for. All other code works with any form, without knowing which. */
const NAMES_FORMS = {
  "src/api/judge.ts": "which fields a property of each form has that the API or a command is given",
  "src/domains/containers/property.ts": "the maker of each",
  "src/engine/form.ts": "how properties of each are followed along histories, and looked at",
  "src/engine/forms/form-of.ts": "how properties of each are asked, and what settles them",
  "src/model/form.ts": "all of them",
  "src/model/on-runs.ts": "its own",
  "src/model/property.ts": "the makers of all, and which calls properties of each are about",
};

const FORMS = new Set(["always", "on every step", "sometimes", "on runs"]);

const root = join(import.meta.dirname, "../..");

const files = ["src", "models", "properties"].flatMap((folder) =>
  readdirSync(join(root, folder), { recursive: true, encoding: "utf8" })
    .filter((file) => /\.[tj]s$/.test(file))
    .map((file) => join(folder, file)),
);

test("only the forms themselves and their makers name a form", () => {
  const found = files.filter((file) => namesForm(readFileSync(join(root, file), "utf8")));
  expect(found.sort()).toEqual(Object.keys(NAMES_FORMS));
});

test.each([
  'if (property.form === "on runs") go();',
  'switch (form) { case "always": go(); }',
  "go(`sometimes`);",
  "const made = { always: 1, sometimes: 2 }[property.form];",
  "ofItsForm(property, made);",
])("%s would be found", (code) => {
  expect(namesForm(code)).toBe(true);
});

test.each(['// "always"', 'go("always so");', "go({ form: property.form });", "always({ name });"])(
  "%s is let through",
  (code) => {
    expect(namesForm(code)).toBe(false);
  },
);

/** Whether a source text names a form, looks something up by it, or calls `ofItsForm`. */
function namesForm(text: string): boolean {
  const look = (node: ts.Node): boolean => {
    if (ts.isImportDeclaration(node)) return false;
    if (ts.isStringLiteralLike(node) && FORMS.has(node.text)) return true;
    if (ts.isElementAccessExpression(node) && /property\.form$/.test(node.argumentExpression.getText()))
      return true;
    if (ts.isIdentifier(node) && node.text === "ofItsForm") return true;
    return ts.forEachChild(node, (child) => look(child) || undefined) ?? false;
  };
  if (!/always|sometimes|on every step|on runs|ofItsForm|property\.form\]/.test(text)) return false;
  return look(ts.createSourceFile("source.ts", text, ts.ScriptTarget.Latest, true));
}
