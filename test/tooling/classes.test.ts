import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import ts from "typescript";
import { expect, test } from "vitest";

/** A class with more fields is about several things, each of which should have its own name. */
const MAX_FIELDS = 11;

const root = join(import.meta.dirname, "../..");

const files = readdirSync(join(root, "src/engine"), { recursive: true, encoding: "utf8" })
  .filter((file) => file.endsWith(".ts"))
  .map((file) => join("src/engine", file));

test(`no class of the engine has more than ${MAX_FIELDS} fields`, () => {
  const classes = files.flatMap((file) =>
    fieldsOfClasses(readFileSync(join(root, file), "utf8")).map((one) => ({ ...one, file })),
  );
  expect(classes.length).toBeGreaterThan(50);
  expect(classes.filter(({ fields }) => fields > MAX_FIELDS)).toEqual([]);
});

test.each([
  ["class One { a = 1; readonly b: string; #c?: number; declare d: 4 }", 4],
  ["class Two { constructor(readonly a: number, private b: number, c: number) {} }", 2],
  ["class Three { static a = 1; get b() { return 1; } set b(_) {} c(): void {} }", 0],
  ["const four = class { a = 1; accessor b = 2 };", 2],
  ["class Five { a = class { b = 1 } }", 1],
])("the fields of %s are counted", (code, fields) => {
  expect(fieldsOfClasses(code)[0]?.fields).toBe(fields);
});

test("a class within a function or another class is found too", () => {
  const code =
    "function make() { return class { a = 1; b = 2 } } class One { a = class Two { b = 1; c = 2; d = 3 } }";
  expect(fieldsOfClasses(code)).toEqual([
    { name: "", fields: 2 },
    { name: "One", fields: 1 },
    { name: "Two", fields: 3 },
  ]);
});

/** The classes of a source text, each with the number of fields that it declares. */
function fieldsOfClasses(text: string): { readonly name: string; readonly fields: number }[] {
  const found: { name: string; fields: number }[] = [];
  const look = (node: ts.Node): void => {
    if (ts.isClassLike(node)) {
      const parameters = node.members
        .filter(ts.isConstructorDeclaration)
        .flatMap((one) => [...one.parameters]);
      const fields = [...node.members, ...parameters].filter(isField);
      found.push({ name: node.name?.text ?? "", fields: fields.length });
    }
    ts.forEachChild(node, look);
  };
  look(ts.createSourceFile("source.ts", text, ts.ScriptTarget.Latest, true));
  return found;
}

function isField(node: ts.ClassElement | ts.ParameterDeclaration): boolean {
  if (ts.isParameter(node)) return ts.isParameterPropertyDeclaration(node, node.parent);
  return (
    ts.isPropertyDeclaration(node) &&
    node.modifiers?.some(({ kind }) => kind === ts.SyntaxKind.StaticKeyword) !== true
  );
}
