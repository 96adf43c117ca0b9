/** Changes to the source of models/linux, each to one rule: its errno, whether it is there, its place among the others, its conditions, or what it does. */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import ts from "typescript";
import { REFUSALS, type Refusal } from "../../models/linux/refusals.ts";
import { LINUX_ERRNOS } from "../../src/domains/linux/errnos.ts";

export const MODEL_FOLDER = join(import.meta.dirname, "../../models/linux");

/** What a mutation changes in a rule. */
export type MutationSort = "errno" | "left out" | "order" | "effect" | "condition" | "value";

export interface Mutation {
  readonly sort: MutationSort;
  /** In words, with the file. */
  readonly name: string;
  readonly file: string;
  /** The whole text of the file with the change. */
  readonly source: string;
}

/** Files that state no rule: names, sizes, what a search tries, and what describes the model. */
const WITHOUT_RULES = [
  "linux.ts",
  "provocations.ts",
  "refusals.ts",
  "rules.ts",
  "shape.ts",
  "tries.ts",
  "observe.ts",
  "kernel-versions.ts",
  "carry-out.ts",
];

/** All mutations of the model, in the order of files and lines. */
export function mutations(): Mutation[] {
  const files = readdirSync(MODEL_FOLDER).filter((file) => !WITHOUT_RULES.includes(file));
  return withOwnNames([...errnoMutations(), ...files.sort().flatMap((file) => mutationsOf(file))]);
}

/** Makes the names unique: repeated ones get a number. */
function withOwnNames(all: readonly Mutation[]): Mutation[] {
  const times = new Map<string, number>();
  return all.map((one) => {
    const time = (times.get(one.name) ?? 0) + 1;
    times.set(one.name, time);
    return time === 1 ? one : { ...one, name: `${one.name}, ${time}` };
  });
}

const read = (file: string): string => readFileSync(join(MODEL_FOLDER, file), "utf8");

function parsed(file: string): ts.SourceFile {
  return ts.createSourceFile(file, read(file), ts.ScriptTarget.Latest, true);
}

/** Each refusal with a different errno. */
function errnoMutations(): Mutation[] {
  const file = parsed("refusals.ts");
  const found: Mutation[] = [];
  visit(file, (node) => {
    if (!ts.isPropertyAssignment(node) || !ts.isStringLiteral(node.name) || !isRefusal(node.name.text))
      return;
    if (!ts.isObjectLiteralExpression(node.initializer)) return;
    const errno = node.initializer.properties.find((one) => one.name?.getText() === "errno");
    if (errno === undefined || !ts.isPropertyAssignment(errno)) return;
    const other = otherErrno(node.name.text);
    const to = JSON.stringify(other);
    found.push(mutation(file, "errno", `${node.name.text}: ${other}`, [[errno.initializer, to]]));
  });
  return found;
}

const isRefusal = (text: string): text is Refusal => Object.hasOwn(REFUSALS, text);

function otherErrno(refusal: Refusal): string {
  const { errno } = REFUSALS[refusal];
  if (errno !== "EINVAL") return "EINVAL";
  return Object.keys(LINUX_ERRNOS).find((other) => other === "EPERM") ?? "ESRCH";
}

function mutationsOf(name: string): Mutation[] {
  const file = parsed(name);
  const found: Mutation[] = [];
  visit(file, (node) => {
    found.push(...withoutRefusal(file, node), ...inOtherOrder(file, node), ...withoutEffect(file, node));
    found.push(...withoutOperand(file, node), ...withOtherValue(file, node));
  });
  return found;
}

/** Leaves out a refusal: what comes after it decides. */
function withoutRefusal(file: ts.SourceFile, node: ts.Node): Mutation[] {
  if (ts.isIfStatement(node) && node.elseStatement === undefined) {
    const refusal = returned(node.thenStatement);
    return refusal === undefined ? [] : [mutation(file, "left out", refusal, [[node, ""]])];
  }
  if (!ts.isConditionalExpression(node)) return [];
  const { whenTrue, whenFalse } = node;
  const [refusal, rest] = isRefusalLiteral(whenTrue) ? [whenTrue, whenFalse] : [whenFalse, whenTrue];
  if (!isRefusalLiteral(refusal)) return [];
  return [mutation(file, "left out", refusal.text, [[node, rest.getText()]])];
}

/** The refusal that a statement returns. */
function returned(statement: ts.Statement): Refusal | undefined {
  if (!ts.isReturnStatement(statement) || statement.expression === undefined) return undefined;
  return isRefusalLiteral(statement.expression) ? statement.expression.text : undefined;
}

function isRefusalLiteral(node: ts.Node): node is ts.StringLiteral & { readonly text: Refusal } {
  return ts.isStringLiteral(node) && isRefusal(node.text);
}

/** Swaps two adjacent checks: statements, operands of `??`, or kinds in their order. */
function inOtherOrder(file: ts.SourceFile, node: ts.Node): Mutation[] {
  if (ts.isBlock(node)) {
    const checks = node.statements.filter(isCheck);
    return pairs(checks)
      .filter(haveOtherErrnos)
      .map(([one, other]) =>
        mutation(file, "order", `${refusalOf(other)} before ${refusalOf(one)}`, [
          [one, ""],
          [other, `${other.getText()}\n${one.getText()}`],
        ]),
      );
  }
  if (ts.isArrayLiteralExpression(node) && isInOrder(node))
    return pairs(node.elements).map(([one, other]) => swapped(file, one, other));
  if (!ts.isBinaryExpression(node) || node.operatorToken.kind !== ts.SyntaxKind.QuestionQuestionToken)
    return [];
  const { left, right } = node;
  // In `a ?? b ?? c` the left side is `a ?? b`.
  const before =
    ts.isBinaryExpression(left) && left.operatorToken.kind === node.operatorToken.kind ? left.right : left;
  return /refus|closed/.test(node.getText()) ? [swapped(file, before, right)] : [];
}

function swapped(file: ts.SourceFile, one: ts.Node, other: ts.Node): Mutation {
  const name = `${briefly(other)} before ${briefly(one)}`;
  return mutation(file, "order", name, [
    [one, other.getText()],
    [other, one.getText()],
  ]);
}

/** If two checks have the same errno, nobody can see which comes first. */
function haveOtherErrnos(checks: readonly ts.IfStatement[]): boolean {
  const refusals = checks.flatMap((check) => refusalOf(check) ?? []);
  return new Set(refusals.map((refusal) => REFUSALS[refusal].errno)).size > 1;
}

const refusalOf = ({ thenStatement }: ts.IfStatement): Refusal | undefined => returned(thenStatement);

const isCheck = (statement: ts.Statement): statement is ts.IfStatement =>
  ts.isIfStatement(statement) &&
  statement.elseStatement === undefined &&
  returned(statement.thenStatement) !== undefined;

function isInOrder(node: ts.ArrayLiteralExpression): boolean {
  let parent: ts.Node = node;
  while (!ts.isVariableDeclaration(parent) && parent.parent !== undefined) parent = parent.parent;
  return ts.isVariableDeclaration(parent) && parent.name.getText() === "IN_ORDER";
}

/** Leaves out a statement that changes something. */
function withoutEffect(file: ts.SourceFile, node: ts.Node): Mutation[] {
  if (!ts.isExpressionStatement(node)) return [];
  return [mutation(file, "effect", `without ${briefly(node)}`, [[node, ";"]])];
}

/** Leaves out one side of `&&` or `||`. */
function withoutOperand(file: ts.SourceFile, node: ts.Node): Mutation[] {
  if (!ts.isBinaryExpression(node)) return [];
  const { kind } = node.operatorToken;
  if (kind !== ts.SyntaxKind.AmpersandAmpersandToken && kind !== ts.SyntaxKind.BarBarToken) return [];
  return [node.left, node.right].map((side) =>
    mutation(file, "condition", `only ${briefly(side)} of ${briefly(node)}`, [[node, side.getText()]]),
  );
}

/** For the fields that are one of two words: the other word, to be set or compared with instead. */
const OTHER_WORDS: Readonly<Record<string, string>> = { yes: "no", no: "yes", all: "none", none: "all" };

function withOtherValue(file: ts.SourceFile, node: ts.Node): Mutation[] {
  if (!ts.isStringLiteral(node) || ts.isLiteralTypeNode(node.parent) || isRefusal(node.text)) return [];
  const other = OTHER_WORDS[node.text];
  if (other === undefined) return [];
  const name = `${JSON.stringify(other)} in ${briefly(node.parent)}`;
  return [mutation(file, "value", name, [[node, JSON.stringify(other)]])];
}

function mutation(
  file: ts.SourceFile,
  sort: MutationSort,
  what: string,
  changes: readonly (readonly [ts.Node, string])[],
): Mutation {
  let source = file.text;
  for (const [node, text] of [...changes].sort(([one], [other]) => other.pos - one.pos))
    source = source.slice(0, node.getStart()) + text + source.slice(node.end);
  return { sort, name: `${sort}: ${what} (${file.fileName})`, file: file.fileName, source };
}

function pairs<Item>(items: readonly Item[]): [Item, Item][] {
  return items.slice(1).flatMap((item, index) => {
    const before = items[index];
    return before === undefined ? [] : [[before, item] satisfies [Item, Item]];
  });
}

const LONGEST = 70;

/** The text of a node on one line, cut if it is long. */
function briefly(node: ts.Node): string {
  const text = node.getText().replaceAll(/\s+/g, " ").replace(/;$/, "");
  return text.length > LONGEST ? `${text.slice(0, LONGEST)}...` : text;
}

function visit(node: ts.Node, look: (node: ts.Node) => void): void {
  look(node);
  ts.forEachChild(node, (child) => visit(child, look));
}
