import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import ts from "typescript";
import { describe, expect, test } from "vitest";
import { DOMAINS, MODELS, modelsOf } from "../../src/catalogue.ts";
import type { Domain } from "../../src/model/model.ts";
import { memoizeWeakly } from "../../src/world/memoize.ts";

/** The code that runs and reports on designs of every domain, and so may name nothing that belongs to one of them. */
const SHARED = ["src/engine", "src/history", "src/report", "src/api", "src/cli", "src/conformance"];

/** The folders below these that may. */
const EXCEPT: Readonly<Record<string, string>> = {
  "src/cli/containers": "the commands that are about designs of containers alone",
  "src/cli/kernel": "playing on the machine's kernel, whose name a bound of linux bears",
  "src/cli/files": "files of the machine, whose errnos are its own",
  "src/conformance/agent": "the agent's own calls of the kernel, with the errnos of these",
  "src/conformance/containers": "how designs of containers are played on the kernel",
  "src/conformance/linux": "how linux is played on the kernel",
  "src/report/containers": "designs of containers in other languages",
  "src/report/linux": "programs of what linux says, for the kernel",
};

const SORTS = ["operation", "field", "errno", "bound"] as const;

const root = join(import.meta.dirname, "../..");

const files = SHARED.flatMap((folder) =>
  readdirSync(join(root, folder), { recursive: true, encoding: "utf8" }).map((file) => join(folder, file)),
)
  .filter((file) => /\.[tj]s$/.test(file))
  .filter((file) => Object.keys(EXCEPT).every((folder) => !file.startsWith(`${folder}/`)));

/** The names of a domain, by what they name, without those that shared code uses itself. */
type DomainWords = Readonly<Record<(typeof SORTS)[number], ReadonlySet<string>>>;

const wordsOf = memoizeWeakly((domain: Domain): DomainWords => {
  const { fields, callFields = {}, errnos, scopes } = domain;
  const house = wordsOfTheHouse();
  const without = (words: readonly string[]): ReadonlySet<string> =>
    new Set(words.filter((word) => !house.has(word)));
  return {
    operation: without([
      ...Object.keys(callFields),
      ...modelsOf(domain).flatMap(({ calls }) => Object.keys(calls)),
    ]),
    field: without([...Object.keys(fields), ...Object.values(callFields).flatMap(Object.keys)]),
    errno: without(Object.keys(errnos)),
    bound: without(scopes.bounds.map(({ name }) => name)),
  };
});

/** Words in shared code that look like such a name but are not. */
const OF_ITS_OWN: Readonly<Record<string, string>> = {
  "src/api/judge.ts: field from": "from where on a property on runs owes something",
  "src/cli/restarting.ts: operation close":
    "the event of a process that has ended, and of which all was heard",
};

test("shared code names nothing that one domain has", () => {
  const found = files.flatMap((file) => {
    const source = parsed(readFileSync(join(root, file), "utf8"));
    const names = DOMAINS.flatMap((domain) => namedIn(source, domain));
    return names.map((name) => `${file}: ${name.replace(/^\d+: /, "")}`);
  });
  expect([...new Set(found)].sort()).toEqual(Object.keys(OF_ITS_OWN));
});

test.each(Object.keys(EXCEPT))("%s, which may, is there", (folder) => {
  expect(readdirSync(join(root, folder))).not.toEqual([]);
});

describe.each(DOMAINS)("of $name", (domain) => {
  const words = Object.entries(wordsOf(domain)).flatMap(([sort, of]) =>
    [...of].map((word) => ({ sort, word })),
  );

  test("each sort of name is looked for", () => {
    for (const sort of SORTS) expect(words.filter((one) => one.sort === sort).length).toBeGreaterThan(0);
  });

  test("each name would be found where it is a text or stands quoted in one", () => {
    for (const { sort, word } of words) {
      for (const code of [
        `if (op === "${word}") go();`,
        `go({ "${word}": on });`,
        `go(\`["${word}"] in \${at}\`);`,
      ])
        expect(namedIn(parsed(code), domain)).toContain(`1: ${sort} ${word}`);
    }
  });

  test("each errno would be found in any text, and as a key", () => {
    for (const errno of Object.keys(domain.errnos)) {
      for (const code of [`go({ ${errno}: on });`, `go("refused with ${errno}");`])
        expect(namedIn(parsed(code), domain)).toEqual([`1: errno ${errno}`]);
    }
  });

  test("nothing is found in a comment, in an import, or in a word of Node's", () => {
    for (const { word } of words) {
      for (const code of [
        `// "${word}"\n/** "${word}" */`,
        `import "${word}";`,
        `process.on("${word}", go);`,
      ])
        expect(namedIn(parsed(code), domain)).toEqual([]);
    }
  });
});

/** Words that belong to shared code: the parts of every domain, and the values of `is` in fields and shapes. */
function wordsOfTheHouse(): ReadonlySet<string> {
  const ofDomains = DOMAINS.flatMap((domain) => {
    const { fields, callFields = {}, errnos: _, ...parts } = domain;
    const all = [fields, ...Object.values(callFields)].flatMap((some) => Object.values(some));
    return [
      ...Object.keys(domain),
      ...Object.values(parts).flatMap((part) => (typeof part === "object" ? Object.keys(part) : [])),
      ...all.map(({ is }) => is),
    ];
  });
  const ofShapes = MODELS.flatMap(({ shape, domain }) => saidToBe(shape(domain.scopes.defaults.matrix)));
  return new Set<string>([...ofDomains, ...ofShapes]);
}

/** The values of `is` in a shape and its parts. */
function saidToBe(shape: unknown): string[] {
  if (typeof shape !== "object" || shape === null) return [];
  const is = "is" in shape && typeof shape.is === "string" ? [shape.is] : [];
  return [...is, ...Object.values(shape).flatMap(saidToBe)];
}

/** Methods whose first argument is a word of Node's or Commander's: `process.on("exit")`, `addHelpText("after")`. */
const OF_OTHERS = new Set(["on", "once", "off", "removeListener", "removeAllListeners", "addHelpText"]);

/**
 * The names of a domain in a source text: those that are a whole string or are quoted within one, and errnos anywhere. Members of values are not
 * checked: a type must declare them, and no type of a domain can be imported here (`npm run floors`).
 *
 * @returns the line of each, what it names, and the name
 */
function namedIn(source: ts.SourceFile, domain: Domain): string[] {
  const words = wordsOf(domain);
  const found: string[] = [];
  const tell = (node: ts.Node, candidates: readonly string[]): void => {
    const line = source.getLineAndCharacterOfPosition(node.getStart()).line + 1;
    for (const [sort, of] of Object.entries(words))
      for (const word of candidates) if (of.has(word)) found.push(`${line}: ${sort} ${word}`);
  };
  const look = (node: ts.Node): void => {
    if (ts.isImportDeclaration(node) || ts.isExportDeclaration(node)) return;
    if (ts.isIdentifier(node) && words.errno.has(node.text)) tell(node, [node.text]);
    if (isText(node) && !isOfOthers(node)) tell(node, [...new Set(namesIn(node.text))]);
    ts.forEachChild(node, look);
  };
  look(source);
  return found;
}

const parsed = (text: string): ts.SourceFile =>
  ts.createSourceFile("source.ts", text, ts.ScriptTarget.Latest, true);

const isText = (node: ts.Node): node is ts.LiteralLikeNode =>
  ts.isStringLiteralLike(node) ||
  ts.isTemplateHead(node) ||
  ts.isTemplateMiddle(node) ||
  ts.isTemplateTail(node);

const isOfOthers = ({ parent }: ts.Node): boolean =>
  ts.isCallExpression(parent) &&
  ts.isPropertyAccessExpression(parent.expression) &&
  OF_OTHERS.has(parent.expression.name.text);

/** The parts of a text that may be names: the whole, whatever is quoted, and whatever looks like an errno. */
function namesIn(text: string): string[] {
  const inQuotes = [...text.matchAll(/(?<=["'`])\w+(?=["'`])/g)].map(([word]) => word);
  const errnos = [...text.matchAll(/\bE[A-Z0-9]+\b/g)].map(([word]) => word);
  return [text, ...inQuotes, ...errnos];
}
