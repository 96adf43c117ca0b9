/** Regenerates the table of refusals in docs/linux.md: `npm run docs:linux`. */
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { refusalLines } from "./linux-rules.ts";

const root = join(import.meta.dirname, "../..");
const page = join(root, "docs/linux.md");
const histories = readdirSync(join(root, "test/histories/linux")).map((file) => file.replace(/\.jsonl$/, ""));
const rows = refusalLines(new Set(histories)).map(
  ({ errno, calls, when, source, history }) => `| ${[errno, calls, when, source, history].join(" | ")} |`,
);
const text = readFileSync(page, "utf8");
const table = /(?<=\n## Every refusal\n[^#]*?\n\| -[^\n]*\n)(?:\|[^\n]*\n)+/;
writeFileSync(page, text.replace(table, `${rows.join("\n")}\n`));
