import { spawn, spawnSync } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { afterAll, expect, test } from "vitest";
import type { LinuxExpectation } from "../../../../src/domains/linux/expectation.ts";
import type { LinuxObservation, ObservedLinuxTask } from "../../../../src/domains/linux/observation.ts";
import { type TaskNumber, taskNumber } from "../../../../src/model/numbers.ts";
import type { Act, Acts } from "../../../../src/report/linux/acts.ts";
import { programOf, toC } from "../../../../src/report/linux/c/program.ts";
import { NoProgram } from "../../../../src/report/no-program.ts";
import { describeOnKernel } from "../../../conformance/machine.ts";
import { fromCorpus } from "../../export/corpus.ts";
import { actsIn, LINUX_CORPUS, RUNTIME } from "../acts-of.ts";
import { zombieOf } from "../zombie.ts";
import { compileProgram, runProgram } from "./run-program.ts";

const programIn = (name: string): string => toC(fromCorpus(`${name}.jsonl`), name, RUNTIME);

/** The histories of the corpus that have a program, by file, with it. */
const programs = new Map<string, string>();
const refused: string[] = [];
for (const [file, history] of LINUX_CORPUS)
  try {
    programs.set(file, toC(history, file, RUNTIME));
  } catch (error) {
    if (!(error instanceof NoProgram)) throw error;
    refused.push(`${file}:${error.line}: ${error.message}`);
  }

test("every history has a program, but those that end at a bound of their scope", () => {
  expect(refused).toEqual(
    ["pid", "user"].map((kind) =>
      expect.stringMatching(
        new RegExp(`^refused-${kind}-too-deep.jsonl:[45]: the scope lets namespaces nest less deep`),
      ),
    ),
  );
});

test("a program reads as its history", () => {
  const program = programIn("thread-goes-with-its-task");
  expect(program.slice(program.indexOf("static void history(void)\n{"))).toMatchSnapshot();
  expect(program.slice(0, program.indexOf("#define"))).toMatchSnapshot();
});

test("lines are as long as the kernel has them, set in by tabs, without spaces at their ends", () => {
  const wrong = [...programs].flatMap(([file, program]) =>
    program.split("\n").flatMap((line) => {
      const width = line.replaceAll("\t", " ".repeat(8)).length;
      // The name of a test is not split over lines, so that it can be searched for.
      const isTooLong = width > 100 && !line.includes('"');
      return isTooLong || /[ \t]$|^ {2,}/.test(line) ? [`${file}: ${line}`] : [];
    }),
  );
  expect(wrong).toEqual([]);
});

test("it plans as many tests as it makes", () => {
  for (const program of programs.values()) {
    const history = program.slice(program.indexOf("static void history(void)\n{"));
    const made = history.match(/^\t(?:result|world|test)\(/gm)?.length;
    expect(Number(/^#define TESTS\t(\d+)$/m.exec(program)?.[1])).toBe(made);
  }
});

test("it says which kernels it is not for, and why", () => {
  const inOneLine = (name: string) => programIn(name).replaceAll(/\s+/g, " ");
  expect(inOneLine("list-of-an-owner")).toContain(
    'not_between(0, VERSION(6, 19, 0), "the rule that listns exists came with 6.19");',
  );
  expect(inOneLine("socket-keeps-its-network-namespace-before-6.19")).toContain(
    'not_between(VERSION(6, 19, 0), ~0ul, "the rule that a namespace that exists need not be active came with 6.19");',
  );
  expect(programIn("thread-goes-with-its-task")).not.toContain("not_between");
});

/** Changes that make one detail about a task false. */
const FALSE_ROWS: readonly ((tasks: Map<TaskNumber, ObservedLinuxTask>) => void)[] = [
  (tasks) => change(tasks, 1, { state: "zombie" }),
  (tasks) => change(tasks, 2, { parent: taskNumber(2) }),
  (tasks) => change(tasks, 2, { uid: 1 }),
  (tasks) => change(tasks, 1, { isCapable: false }),
  (tasks) => change(tasks, 1, ({ links }) => ({ links: { ...links, uts: onlyGiven(links.net) } })),
  (tasks) => tasks.delete(taskNumber(3)),
];

function falseWorld(world: LinuxObservation, row: number): LinuxObservation {
  const tasks = new Map(world.tasks);
  FALSE_ROWS[row]?.(tasks);
  return { ...world, tasks };
}

type Part = Partial<ObservedLinuxTask>;

function change(
  tasks: Map<TaskNumber, ObservedLinuxTask>,
  number: number,
  part: Part | ((task: ObservedLinuxTask) => Part),
): void {
  const task = onlyGiven(tasks.get(taskNumber(number)));
  tasks.set(taskNumber(number), { ...task, ...(typeof part === "function" ? part(task) : part) });
}

function onlyGiven<T>(value: T | undefined): T {
  if (value === undefined) throw new Error("it is there");
  return value;
}

const [ONE, TWO] = [taskNumber(1), taskNumber(2)];

/** What is false at the end of these histories. */
const FALSE_CLAIMS: Readonly<Record<string, readonly LinuxExpectation[]>> = {
  "new-user-owns-what-the-call-makes": [
    { alive: [ONE] },
    { zombie: [TWO] },
    { dying: [ONE] },
    { parent: new Map([[TWO, 0]]) },
    { owner: [["uts", TWO, ONE]] },
    { same: [["uts", ONE, TWO]] },
    { different: [["ipc", ONE, TWO]] },
  ],
  "handle-keeps-nothing": [{ opens: ["a"] }, { names: [["uts", ONE, "a"]] }],
  "file-is-copied-to-the-child": [{ stale: ["a"] }],
};

const folder = mkdtempSync(join(tmpdir(), "nsmodel-ktap-"));
afterAll(() => rmSync(folder, { recursive: true }));

const run = async (name: string, source: string) => runProgram(await compileProgram(folder, name, source));

describeOnKernel("on the kernel", ["superuser", "compiler"], () => {
  test.concurrent.each([
    "init-waits-for-a-zombie-outside",
    "mount-is-locked-for-another-owner",
    "owner-and-parent",
    "clone-time-in-shared-memory",
    "handle-keeps-nothing",
    "stranger-in-a-user-namespace-is-hidden",
    "list-shows-in-order-of-age",
  ])("%s", async (name) => {
    const { status, planned, ok, skipped, notOk, text } = await run(name, programIn(name));
    expect({ status, notOk, text }).toEqual({ status: 0, notOk: [], text });
    expect(text.startsWith("KTAP version 1\n1..")).toBe(true);
    expect(ok.length + skipped.length).toBe(planned);
    expect(ok.length).toBeGreaterThan(0);
  });

  test("what the machine lacks is skipped as a whole", async () => {
    const program = await compileProgram(folder, "lacking", programIn("owner-and-parent"));
    for (const lacking of [
      'exec setpriv --bounding-set=-sys_admin "$0"',
      'ulimit -n 12; exec "$0"',
      'exec unshare --pid --fork "$0"', // here /proc is still that of the outer pid namespace
    ]) {
      const { status, stdout } = spawnSync("sh", ["-c", lacking, program], { encoding: "utf8" });
      expect([status, stdout]).toEqual([4, expect.stringMatching(/^KTAP version 1\n1\.\.0 # SKIP .+\n$/)]);
    }
  });

  /** Compiles the program of a history whose acts are changed. */
  const falsified = (name: string, change: (act: Act, index: number, acts: Acts) => Act): Promise<string> => {
    const acts = actsIn(name);
    const changed = { ...acts, acts: acts.acts.map((act, index) => change(act, index, acts)) };
    return compileProgram(folder, `${name}-falsified`, programOf(changed, [], name, RUNTIME));
  };

  test.concurrent("no outcome that is false is ok, and all else still is", async () => {
    const flip = (act: Act): Act => ({ ...act, outcome: act.outcome === "ok" ? "EPERM" : "ok" });
    const result = await runProgram(await falsified("init-waits-for-a-zombie-outside", flip));
    expect(result.status).toBe(1);
    expect(result.notOk).toHaveLength(9);
    expect(result.notOk).toEqual(result.notOk.filter((name) => /^\d+\. /.test(name)));
    expect(result.ok.length + 9).toBe(result.planned);
  });

  test.concurrent("no world that is false is ok, and the next one still is", async () => {
    const { notOk, status, ok } = await runProgram(
      await falsified("stranger-in-a-user-namespace-is-hidden", (act, index) => ({
        ...act,
        world:
          index % 2 === 0 && index / 2 < FALSE_ROWS.length ? falseWorld(act.world, index / 2) : act.world,
      })),
    );
    expect(status).toBe(1);
    expect(notOk).toEqual(FALSE_ROWS.map((_, index) => `after ${2 * index + 1}: tasks and namespaces`));
    expect(ok).toContain("after 2: tasks and namespaces");
  });

  test.concurrent.each(Object.keys(FALSE_CLAIMS))("no claim that is false is ok: %s", async (name) => {
    const claims = FALSE_CLAIMS[name] ?? [];
    const last = actsIn(name).acts.length - 1;
    const program = await falsified(name, (act, index) =>
      index === last ? { ...act, expectations: claims } : { ...act, expectations: [] },
    );
    const { notOk, status } = await runProgram(program);
    expect(notOk).toHaveLength(claims.length);
    expect(status).toBe(1);
  });

  test("where somebody else has the id of a task it is not played", async () => {
    const program = await compileProgram(folder, "id", programIn("setuid-takes-capabilities"));
    const other = spawn("setpriv", ["--reuid=1000", "--clear-groups", "sleep", "60"]);
    try {
      await expect.poll(async () => (await runProgram(program)).status).toBe(4);
    } finally {
      other.kill("SIGKILL");
    }
  });

  test("a zombie that has the id of a task is nobody", async () => {
    const program = await compileProgram(folder, "beside-a-zombie", programIn("setuid-takes-capabilities"));
    const parent = await zombieOf(1000);
    const { status, notOk } = await runProgram(program);
    parent.kill("SIGKILL");
    expect({ status, notOk }).toEqual({ status: 0, notOk: [] });
  });

  test("what it cannot tell is no success", async () => {
    const program = await compileProgram(folder, "untold", programIn("owner-and-parent"));
    const { status } = spawnSync("sh", ["-c", `${program} >/dev/full`]);
    expect(status).toBe(1);
  });

  test("where the test is killed, its tasks end", async () => {
    const source = programIn("init-takes-all-that-is-below").replace(
      '\tworld("after 4: tasks and namespaces");',
      '\tprintf("here\\n");\n\tfor (;;)\n\t\tpause();',
    );
    const program = await compileProgram(folder, "killed", source);
    const child = spawn(program, { stdio: ["ignore", "pipe", "ignore"] });
    for await (const text of child.stdout) if (String(text).includes("here")) break;
    expect(processesOf("killed")).toBeGreaterThan(2);
    child.kill("SIGKILL");
    for (let round = 0; processesOf("killed") > 0 && round < 200; round++) await setTimeout(10);
    expect(processesOf("killed")).toBe(0);
  });
});

/** How many processes have this name. */
function processesOf(name: string): number {
  const pids = readdirSync("/proc").filter((entry) => /^\d+$/.test(entry));
  return pids.filter((pid) => {
    try {
      return readFileSync(`/proc/${pid}/comm`, "utf8").trim() === name;
    } catch {
      return false; // it is gone already
    }
  }).length;
}
