/** Histories of `linux` as C programs that print KTAP, as the kernel's selftests do (Documentation/dev-tools/ktap.rst). */
import { OLDEST_KNOWN } from "../../../domains/linux/kernel-version.ts";
import type { KernelVersion } from "../../../domains/linux/scope.ts";
import type { RecordedHistory } from "../../../history/read-history.ts";
import type { Operation } from "../../../model/operation.ts";
import { type Act, type Acts, actsOf, idsOf } from "../acts.ts";
import { ExpectedWorld } from "../expected-world.ts";
import { type OtherKernels, otherKernels } from "../kernels.ts";
import { NamespaceNames } from "../namespace-names.ts";
import { callInC, fileName, handleName } from "./calls.ts";
import { changesInC, namespacesInC } from "./changes.ts";
import { claimsOf } from "./claims.ts";
import { runtimeFor } from "./runtime.ts";
import { blockComment, comment, quoted, statement } from "./text.ts";

/**
 * A history as a program.
 *
 * @param title its name, such as that of its file
 * @param runtime the text of `runtime.c`
 * @throws {DisagreesWithDesign} if the file disagrees with the design
 * @throws {NoProgram} if a call cannot be made as the history has it
 */
export function toC(history: RecordedHistory, title: string, runtime: string): string {
  const { model, scope } = history;
  const acts = actsOf(history);
  const operations = acts.acts.map(({ operation }) => operation as unknown as Operation); // one of the design's
  return programOf(acts, otherKernels(model, scope, operations), title, runtime);
}

/** A program that makes calls and checks their results. @param kernels the kernels on which the results differ */
export function programOf(
  { beginning, acts }: Acts,
  kernels: readonly OtherKernels[],
  title: string,
  runtime: string,
): string {
  const body = new Body(beginning, kernels);
  for (const [index, act] of acts.entries()) body.add(index, act);
  if (idsOf(acts).length > 0) body.needs.add("ids");
  const { includes, body: rest } = runtimeFor(runtime, body.needs);
  return [
    "// SPDX-License-Identifier: GPL-2.0 OR MIT",
    blockComment(introduction(title, acts)),
    "#define _GNU_SOURCE",
    includes,
    "",
    ...declarations(acts, body),
    "",
    rest,
    "",
    "/*\n * The history\n */\n",
    "static void history(void)",
    "{",
    body.lines.join("\n").trim().replace(/^/, "\t"),
    "}",
    "",
  ].join("\n");
}

/** The statements of `history()`. */
class Body {
  readonly lines: string[] = [];
  readonly needs = new Set<string>();
  readonly expected: ExpectedWorld;
  tests = 0;
  readonly #kernels: readonly OtherKernels[];

  constructor(beginning: Acts["beginning"], kernels: readonly OtherKernels[]) {
    this.#kernels = kernels;
    this.expected = new ExpectedWorld(new NamespaceNames(beginning.world), beginning.world);
    this.#testWorld("at the beginning");
    this.#addClaims(beginning.expectations, "at the beginning");
  }

  add(index: number, act: Act): void {
    const { operation, outcome, sentence, world, expectations } = act;
    const number = index + 1;
    const { expression, told, needs } = callInC(operation);
    this.#need(operation.op, ...needs);
    this.lines.push("", comment(`${number}. ${sentence}${sourceOf(act)}`));
    if (needs.includes("handles")) this.#unlessOlder(OLDEST_KNOWN, "handles of namespaces");
    for (const other of this.#kernels) if (other.at === index) this.#notOn(other);
    this.#test("result", [expression, outcome === "ok" ? "0" : outcome, quoted(`${number}. ${told}`)]);
    const changes = changesInC(this.expected.follow(world, operation.task));
    this.#need(...changes.needs);
    this.lines.push(...changes.statements);
    this.#testWorld(`after ${number}`);
    this.#addClaims(expectations, `after ${number}`);
  }

  #addClaims(expectations: Act["expectations"], when: string): void {
    for (const expectation of expectations) {
      const claims = claimsOf(expectation);
      if (claims.length === 0) continue;
      for (const { needs } of claims) this.#need(...needs);
      const all = claims.map(({ expression }) => expression).join(" && ");
      this.#test("test", [all, quoted(`${when}: ${claims.map(({ told }) => told).join("; ")}`)]);
    }
  }

  #testWorld(when: string): void {
    this.#test("world", [quoted(`${when}: tasks and namespaces`)]);
  }

  #test(called: string, args: readonly string[]): void {
    this.tests++;
    this.lines.push(statement(called, args));
  }

  #unlessOlder(before: KernelVersion, what: string): void {
    this.#notOn({ before, why: `${what} came with ${before}` });
  }

  #notOn({ from, before, why }: Omit<OtherKernels, "at">): void {
    this.#need("kernel");
    const line = statement("not_between", [
      from === undefined ? "0" : versionInC(from),
      before === undefined ? "~0ul" : versionInC(before),
      quoted(why),
    ]);
    if (!this.lines.includes(line)) this.lines.push(line);
  }

  #need(...names: readonly string[]): void {
    for (const name of names) this.needs.add(name);
  }
}

/** A version in the form that the runtime compares. */
function versionInC(version: KernelVersion): string {
  const [major = "0", minor = "0", patch = "0"] = version.split(".");
  return `VERSION(${major}, ${minor}, ${patch})`;
}

/** The rule that refuses a call, and where it is documented or implemented. */
function sourceOf({ refusal, sentence }: Act): string {
  if (refusal === undefined) return "";
  const { when, source } = refusal;
  return sentence.includes(when) ? ` Source: ${source}.` : ` The rule: ${when}. Source: ${source}.`;
}

function introduction(title: string, acts: readonly Act[]): string[] {
  const sources = [...new Set(acts.flatMap(({ refusal }) => refusal?.source ?? []))];
  return [
    title,
    "",
    "A history of namespaces. Task 1 is an ordinary process of root in the initial namespaces. Every call is made by the task's own process. Its result is tested, and what /proc shows of all tasks afterwards:",
    "",
    ...acts.map(({ sentence }, index) => `${String(index + 1).padStart(2)}. ${sentence}`),
    ...(sources.length === 0 ? [] : ["", `Sources: ${sources.join("; ")}.`]),
    "",
    "Made from a history by nsmodel export --c.",
  ];
}

/** The declarations for this history that the runtime needs. */
function declarations(acts: readonly Act[], { expected, needs, tests }: Body): string[] {
  const operations = acts.map(({ operation }) => operation);
  const named = (fields: readonly string[], without: readonly string[] = []): string[] => [
    ...new Set(
      operations.flatMap((operation) =>
        without.includes(operation.op)
          ? []
          : fields.flatMap((field) => {
              const name: unknown = Object.entries(operation).find(([key]) => key === field)?.[1];
              return typeof name === "string" ? [name] : [];
            }),
      ),
    ),
  ];
  const ids = idsOf(acts);
  const files = named(["file", "from"], ["setns_fd"]);
  const handles = named(["handle", "owner", "after"]).filter((name) => name !== "self");
  const mounts = named(["mount"]);
  const tasks = Math.max(1, ...acts.flatMap(({ world }) => [...world.tasks.keys()]));
  return [
    "/* Task 0 is the test. There is room for one task more than the history has. */",
    `#define TASKS\t${tasks + 2}`,
    `#define TESTS\t${tests}`,
    "",
    namespacesInC(expected.names),
    ...(ids.length === 0
      ? []
      : ["", "/* The ids that tasks take */", `static const uid_t ids[] = { ${ids.join(", ")} };`]),
    ...(files.length === 0
      ? []
      : [
          "",
          "/* The descriptors of the history's files in every task */",
          "enum {",
          ...files.map((name, index) => `\t${fileName(name)}${index === 0 ? " = 300" : ""},`),
          "};",
        ]),
    ...(needs.has("handles")
      ? ["", "enum {", ...handles.map((name) => `\t${handleName(name)},`), "\tHANDLES", "};"]
      : []),
    ...(mounts.length === 0
      ? []
      : [
          "",
          "/* The mount points: files in a tmpfs on /tmp that only the tasks see */",
          `static const char *const mounts[] = { ${mounts.map(quoted).join(", ")} };`,
        ]),
  ];
}
