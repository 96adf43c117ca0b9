import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type Result, STATUS } from "../../../src/cli/containers/shell/command.ts";
import { commandsFor } from "../../../src/cli/containers/shell/commands.ts";
import { promptOf, runCommand, runLine } from "../../../src/cli/containers/shell/run-command.ts";
import {
  performIn,
  type ShellSession,
  startSession,
  worldIn,
} from "../../../src/cli/containers/shell/session.ts";
import type { ContainerModel } from "../../../src/domains/containers/container-model.ts";
import { worldAsJson } from "../../../src/domains/containers/world-as-json.ts";
import { replay } from "../../../src/engine/replay.ts";
import { eventsOf, performAll } from "../../../src/history/history.ts";
import { readHistory } from "../../../src/history/read-history.ts";
import { taskNumber } from "../../../src/model/numbers.ts";
import type { Operation } from "../../../src/model/operation.ts";
import { anyCharacter } from "../../any-character.ts";
import { anyRun } from "../../arbitrary.ts";
import { badge } from "../../domains/containers/badge.ts";
import { NESTED, op, ROOMY } from "../../report/design.ts";

const START = startSession(NESTED, ROOMY);

/** Runs some lines. @returns the result of the last */
function run(...lines: readonly string[]): Result {
  return runIn(START, ...lines);
}

function runIn(start: ShellSession, ...lines: readonly string[]): Result {
  let result: Result = { session: start, status: STATUS.done, output: [], errors: [] };
  for (const line of lines) result = runLine(result.session, line) ?? result;
  return result;
}

const lastOperation = ({ session }: Result): Operation | undefined =>
  eventsOf(session.history).at(-1)?.operation;

const VSERVER = ["fork", "as 2 unshare uts", "mv /unnamed1 vserver1"];
const JOB = [...VSERVER, "as 2 fork", "as 3 unshare net", "mv /vserver1/unnamed1 job"];

describe("a command is a call of the current task", () => {
  test.each<[string, string[], Operation]>([
    ["fork", [], op("fork", 1)],
    ["exit", [], op("exit", 1)],
    ["unshare uts,net", [], op("unshare", 1, { kinds: ["uts", "net"] })],
    ["unshare --net --uts", [], op("unshare", 1, { kinds: ["net", "uts"] })],
    ["unshare -u -n", [], op("unshare", 1, { kinds: ["uts", "net"] })],
    ["unshare -un -u", [], op("unshare", 1, { kinds: ["uts", "net"] })],
    ["unshare -UCTmip", [], op("unshare", 1, { kinds: ["user", "cgroup", "time", "mnt", "ipc", "pid"] })],
    ["unshare --mount", [], op("unshare", 1, { kinds: ["mnt"] })],
    ["unshare", [], op("unshare", 1, { kinds: [] })],
    ["ln /vserver1", VSERVER, op("setns", 1, { path: "/vserver1" })],
    ["ln /sys/namespaces/vserver1 /proc/nsproxy", VSERVER, op("setns", 1, { path: "/vserver1" })],
    ["ln /sys/namespaces", VSERVER, op("setns", 1, { path: "/" })],
    ["mv /vserver1 a", VSERVER, op("rename", 1, { path: "/vserver1", name: "a" })],
    ["mv /vserver1 /a", VSERVER, op("rename", 1, { path: "/vserver1", name: "a" })],
    ["mv vserver1 ./a/", VSERVER, op("rename", 1, { path: "vserver1", name: "a" })],
    [
      "mv /sys/namespaces/vserver1 /sys/namespaces/a",
      VSERVER,
      op("rename", 1, { path: "/vserver1", name: "a" }),
    ],
    ["mv /vserver1/job /vserver1/a", JOB, op("rename", 1, { path: "/vserver1/job", name: "a" })],
    ["mv /vserver1/job a", JOB, op("rename", 1, { path: "/vserver1/job", name: "a" })],
    ["as 2 mv /job '/my job'", JOB, op("rename", 2, { path: "/job", name: "my job" })],
    ["rm -rf /vserver1", VSERVER, op("kill", 1, { path: "/vserver1" })],
    ["rm -r -f /vserver1", VSERVER, op("kill", 1, { path: "/vserver1" })],
    ["rm --recursive /sys/namespaces/vserver1", VSERVER, op("kill", 1, { path: "/vserver1" })],
    ["tar c img /vserver1", VSERVER, op("checkpoint", 1, { path: "/vserver1", image: "img" })],
    ["tar -cf img /vserver1", VSERVER, op("checkpoint", 1, { path: "/vserver1", image: "img" })],
    [
      "tar jcf /tarballs/vserver1 /sys/namespaces/vserver1",
      VSERVER,
      op("checkpoint", 1, { path: "/vserver1", image: "vserver1" }),
    ],
    [
      "tar x img again",
      [...VSERVER, "tar c img /vserver1"],
      op("restart", 1, { image: "img", name: "again" }),
    ],
    [
      "tar -jxf img /again",
      [...VSERVER, "tar c img /vserver1"],
      op("restart", 1, { image: "img", name: "again" }),
    ],
    ["setns /vserver1", VSERVER, op("setns", 1, { path: "/vserver1" })],
    ["rename /vserver1 a", VSERVER, op("rename", 1, { path: "/vserver1", name: "a" })],
    ["checkpoint /vserver1 img", VSERVER, op("checkpoint", 1, { path: "/vserver1", image: "img" })],
  ])("%s", (line, before, operation) => expect(lastOperation(run(...before, line))).toEqual(operation));

  test("a container that is named like the message's mount point is meant where there is one", () => {
    const sys = run("unshare uts", "fork", "as 2 unshare uts", "mv /unnamed1 sys");
    expect(lastOperation(runIn(sys.session, "ln /sys/namespaces"))).toMatchObject({
      path: "/sys/namespaces",
    });
  });

  test("every command that does something says so in a line", () => {
    expect(run(...VSERVER).output).toEqual(["Task 1 renames /unnamed1 to vserver1."]);
    expect(run("fork")).toMatchObject({ status: STATUS.done, errors: [] });
  });
});

describe("a refusal is printed as the tool would, with the errno and the reason", () => {
  const IMAGE = [...JOB, "tar c img /vserver1"];
  test.each<[string, string[], string, string]>([
    ["mv / a", [], "mv: cannot move '/': Device or resource busy", "EBUSY"],
    ["mv /x a", [], "mv: cannot move '/x': No such file or directory", "ENOENT"],
    ["mv /x /y/z", [], "mv: cannot move '/x': No such file or directory", "ENOENT"],
    ["mv /vserver1 ..", JOB, "mv: cannot move '/vserver1': Invalid argument", "EINVAL"],
    [
      "mv /vserver1 b",
      [...JOB, "fork", "as 4 unshare uts", "mv unnamed1 b"],
      "mv: cannot move '/vserver1': File exists",
      "EEXIST",
    ],
    ["rm -rf /", [], "rm: cannot remove '/': Device or resource busy", "EBUSY"],
    ["rm -rf /x", [], "rm: cannot remove '/x': No such file or directory", "ENOENT"],
    [
      "ln /vserver1",
      [...JOB, "as 2 exit"],
      "ln: cannot enter '/vserver1': No such device or address",
      "ENXIO",
    ],
    ["ln ''", [], "ln: cannot enter '': No such file or directory", "ENOENT"],
    ["fork", Array.from({ length: 5 }, () => "fork"), "fork: Resource temporarily unavailable", "EAGAIN"],
    [
      "unshare uts",
      Array.from({ length: 5 }, () => "unshare uts"),
      "unshare: unshare failed: No space left on device",
      "ENOSPC",
    ],
    ["unshare", [], "unshare: unshare failed: Invalid argument", "EINVAL"],
    ["unshare pid", [], "unshare: unshare failed: Invalid argument", "EINVAL"],
    ["tar c a/b /vserver1", JOB, "tar: cannot record '/vserver1' as 'a/b': Invalid argument", "EINVAL"],
    ["tar c img /", [], "tar: cannot record '/' as 'img': Device or resource busy", "EBUSY"],
    ["tar x none a", [], "tar: cannot restart 'none' as 'a': No such file or directory", "ENOENT"],
    ["tar x img vserver1", IMAGE, "tar: cannot restart 'img' as 'vserver1': File exists", "EEXIST"],
    [
      "tar x img a",
      [...IMAGE, "fork", "fork"],
      "tar: cannot restart 'img' as 'a': Resource temporarily unavailable",
      "EAGAIN",
    ],
    ["kill /x", [], "kill: No such file or directory", "ENOENT"],
  ])("%s", (line, before, message, errno) => {
    const result = run(...before, line);
    expect(result).toMatchObject({ status: STATUS.refused, output: [] });
    expect(result.errors).toEqual([message, expect.stringMatching(new RegExp(`^ {2}\\(${errno}: .+\\)$`))]);
    expect(eventsOf(result.session.history).at(-1)?.outcome).toBe(errno);
  });
});

describe("what is no call of the design is refused by the shell, and no event", () => {
  test.each<[string, string[], string, 1 | 2]>([
    [
      "mv /vserver1/job /job",
      JOB,
      "mv: cannot move '/vserver1/job' to '/job': a container cannot be moved, only its name can change",
      1,
    ],
    ["mv /vserver1 /x/y", JOB, "mv: cannot move '/vserver1' to '/x/y': No such file or directory: '/x/'", 1],
    [
      "tar x img /vserver1/a",
      [...JOB, "tar c img /vserver1/job"],
      "tar: cannot restart 'img' as '/vserver1/a': a copy is always in the task's own container",
      1,
    ],
    ["rm /vserver1", JOB, "rm: cannot remove '/vserver1': Is a directory; rm -rf kills what is in it", 1],
    ["rm -x /vserver1", JOB, "rm: there is no option '-x'; usage: rm -rf PATH", 2],
    ["rm", [], "rm: it takes one path; usage: rm -rf PATH", 2],
    [
      "ln /a /b",
      [],
      "ln: a container can only be linked to /proc/nsproxy; usage: ln PATH or ln PATH /proc/nsproxy or ln --KIND... PATH",
      2,
    ],
    [
      "ln --uts /vserver1",
      JOB,
      "ln: in nested a task enters all the namespaces of a container, not some kinds",
      2,
    ],
    [
      "unshare foo",
      [],
      "unshare: no such kind of namespace: 'foo'. It is one of: mnt, uts, ipc, net, pid, user, cgroup, time.",
      2,
    ],
    ["unshare --utz", [], "unshare: no such kind of namespace: '--utz'. Did you mean uts?", 2],
    ["mv a", [], "mv: it takes a path and a name; usage: mv PATH NAME or mv PATH NEWPATH", 2],
    [
      "tar",
      [],
      "tar: it takes one of c, x and t, an image, and a path or a name; usage: tar c IMAGE PATH or tar x IMAGE NAME or tar t",
      2,
    ],
    ["fork 2", [], "fork: it takes no arguments; usage: fork", 2],
    ["ls /x", [], "ls: cannot access '/x': No such file or directory", 1],
    ["ls -z", [], "ls: there is no option '-z'; usage: ls [-lR] [PATH]", 2],
    ["as 9", [], "as: '9': No such process", 1],
    ["as 01", [], "as: '01': No such process", 1],
    ["as 2 exit", [], "as: '2': No such process", 1],
    ["undo", [], "undo: nothing to undo", 1],
    ["redo", ["fork"], "redo: nothing to redo", 1],
    ["rmdir /vserver1", JOB, "rmdir: the design nested has no call rmdir or remove", 2],
    ["call toString", [], expect.stringMatching(/nested has no call toString/), 2],
    ["call __proto__ 1", [], expect.stringMatching(/nested has no call __proto__/), 2],
    ["frok", [], "frok: command not found. Did you mean fork?", 2],
    ["tar t", [], "tar: no image has been recorded", 1],
    ["help frok", [], "help: command not found. Did you mean fork?", 2],
    ["setns", [], "setns: it takes 1 word; usage: setns PATH", 2],
    ["ls $x", [], expect.stringMatching(/^shell: variables and substitutions/), 2],
    ["'\u001b[2J'", [], expect.stringMatching(/^\\u\{1b\}\[2J: command not found/), 2],
  ])("%s", (line, before, message, status) => {
    const start = run(...before);
    const result = runIn(start.session, line);
    expect(result).toMatchObject({ status, output: [], errors: [message] });
    expect(result.session).toEqual(start.session);
  });
});

describe("what the current task sees", () => {
  test("ls, short, long and all the way down", () => {
    expect(run(...JOB, "ls").output).toEqual(["vserver1"]);
    expect(run(...JOB, "ls /vserver1").output).toEqual(["job"]);
    expect(run(...JOB, "as 2 ls /").output).toEqual(["job"]);
    expect(run(...JOB, "as 3 ls").output).toEqual([]);
    expect(run(...JOB, "as 2 exit", "ls -l").output).toEqual(["vserver1  container 2  no nsproxy  no task"]);
    expect(run(...JOB, "ls -l vserver1").output).toEqual(["job  container 3  nsproxy 3  task 3"]);
    expect(run(...JOB, "ls -R").output).toEqual([
      "/:",
      "vserver1",
      "",
      "/vserver1:",
      "job",
      "",
      "/vserver1/job:",
    ]);
    expect(run(...JOB, "mv /vserver1/job '\u001b['", "ls -R /vserver1").output[1]).toBe("'\\u{1b}['");
  });

  test("ps shows the tasks in view, ps -e all", () => {
    expect(run(...JOB, "as 2", "ps").output).toEqual([
      "   task  container  nsproxy  uts  net",
      "*  2     /          2        2    1",
      "   3     /job       3        2    2",
    ]);
    expect(run(...JOB, "as 2", "ps -e").output).toEqual([
      "   task  container      nsproxy  uts  net",
      "   1     /              1        1    1",
      "*  2     /vserver1      2        2    1",
      "   3     /vserver1/job  3        2    2",
    ]);
  });

  test("tree, names, changes, history and images", () => {
    expect(run(...JOB, "as 3 tree").output).toContain("   └─ job    3    3        2    2    3");
    expect(run(...JOB, "names").output).toContain("3          /vserver1/job     /job    /");
    expect(run("changes").output).toEqual(["Nothing has happened yet."]);
    expect(run("fork", "changes").output).toEqual(["task 2 is made: with nsproxy 1"]);
    expect(run("mv / a", "changes").output).toEqual(["Nothing changed."]);
    expect(run("history").output).toEqual(["Nothing has happened yet."]);
    expect(run("fork", "exit", "undo", "history").output).toEqual([
      "1. Task 1 forks task 2 in the root.",
      "2. Task 1 exits. (undone)",
    ]);
    expect(run(...JOB, "tar c img /vserver1", "tar t").output).toEqual(["img: 2 containers, 2 tasks"]);
  });

  test("the prompt says who and where", () => {
    expect(promptOf(START)).toBe("task 1 in the root> ");
    expect(promptOf(run(...JOB, "as 3").session)).toBe("task 3 in /vserver1/job> ");
    expect(promptOf(run("exit").session)).toBe("no task> ");
  });
});

describe("the current task", () => {
  test("is changed by as, but not by what another task is let do", () => {
    expect(run("fork", "as 2").session.task).toBe(2);
    expect(run("fork", "as 2").output).toEqual(["This is task 2 now, in the root."]);
    expect(run("fork", "as 2 unshare uts").session.task).toBe(1);
    expect(run("fork", "as 2 exit").session.task).toBe(1);
  });

  test("when it dies, is the lowest that lives, and the shell says so", () => {
    const dead = run("fork", "fork", "as 2", "exit");
    expect(dead.output).toEqual([
      "Task 2 exits.",
      "Task 2 is gone: the shell continues as task 1, in the root.",
    ]);
    expect(run(...JOB, "as 3", "as 1 rm -rf /vserver1").output.at(-1)).toBe(
      "Task 3 is gone: the shell continues as task 1, in the root.",
    );
  });

  test("is again who it was when its death is undone", () => {
    expect(run("fork", "fork", "as 2", "exit", "undo").session.task).toBe(2);
    expect(run("fork", "as 2", "exit", "undo", "redo").session.task).toBe(1);
    expect(run("fork", "undo", "fork", "as 2", "exit", "undo").session.task).toBe(2);
  });

  test("in a final world is nobody: nothing can be called, everything can be undone", () => {
    const final = run("exit");
    expect(final.output).toEqual([
      "Task 1 exits. No task lives any more.",
      "The world is final. undo goes back.",
    ]);
    for (const line of [
      "fork",
      "ls",
      "mv / a",
      "rm -rf /",
      "tar c a /",
      "tar x a b",
      "unshare uts",
      "setns /",
    ])
      expect(runIn(final.session, line)).toMatchObject({
        status: STATUS.refused,
        errors: [expect.stringMatching(/: no task is alive: the world is final; undo goes back$/)],
      });
    for (const line of ["ps", "ps -e", "tree", "names", "history", "help"])
      expect(runIn(final.session, line).status).toBe(STATUS.done);
    expect(runIn(final.session, "undo").session.task).toBe(1);
  });
});

describe("undo and redo", () => {
  test("say what is undone, and another call drops it", () => {
    expect(run("fork", "undo").output).toEqual(["Undone: Task 1 forks task 2 in the root."]);
    expect(run("fork", "undo", "redo").output).toEqual(["Again: Task 1 forks task 2 in the root."]);
    expect(run("fork", "undo", "exit", "redo").errors).toEqual(["redo: nothing to redo"]);
  });

  test("after any event restore the world and the current task, and lead back to it", () => {
    fc.assert(
      fc.property(anyRun(NESTED, 20), fc.nat(), ({ scope, operations }, choice) => {
        let session = startSession(NESTED, scope);
        for (const operation of operations) {
          const live = [...worldIn(session).tasks.keys()];
          const task = live[choice % Math.max(live.length, 1)];
          if (task !== undefined) session = runCommand(session, ["as", String(task)]).session;
          const next = performIn(session, operation);
          const back = runCommand(next, ["undo"]).session;
          expect(worldAsJson(worldIn(back))).toEqual(worldAsJson(worldIn(session)));
          expect(back.task).toBe(session.task);
          const forth = runCommand(back, ["redo"]).session;
          expect(worldAsJson(worldIn(forth))).toEqual(worldAsJson(worldIn(next)));
          expect(forth.task).toBe(next.task);
          session = next;
        }
      }),
      { numRuns: 20 },
    );
  });
});

describe("save", () => {
  test("of any session is a history that agrees with its design", () => {
    fc.assert(
      fc.property(anyRun(NESTED), fc.nat({ max: 3 }), ({ scope, operations }, undone) => {
        const start = startSession(NESTED, scope);
        let session: ShellSession = { ...start, history: performAll(start.history, operations) };
        session = { ...session, tasksBefore: operations.map(() => null) };
        for (let count = 0; count < undone; count++) session = runCommand(session, ["undo"]).session;
        const { effect } = runCommand(session, ["save", "x.jsonl"]);
        if (effect?.effect !== "save") throw new Error("save has no effect");
        const read = readHistory(new TextEncoder().encode(effect.text), [NESTED]);
        if (!read.ok) throw new Error(read.problem.message);
        expect(replay(read.history)).toMatchObject({
          events: Math.max(operations.length - undone, 0),
          count: 0,
        });
      }),
      { numRuns: 30 },
    );
  });

  test("needs a file", () => expect(run("save").status).toBe(STATUS.misunderstood));
});

describe("help", () => {
  test("lists what the design has, and says more of each command", () => {
    const overview = run("help").output.join("\n");
    for (const { name, calls } of commandsFor(NESTED)) {
      const isThere = calls.length === 0 || calls.some((call) => NESTED.calls[call] !== undefined);
      expect(new RegExp(`^ {2}${name}\\b`, "m").test(overview)).toBe(isThere);
      expect(run(`help ${name}`).output[0]).toMatch(new RegExp(`^ {2}${name}\\b`));
    }
    for (const line of overview.split("\n")) expect(line.length).toBeLessThanOrEqual(100);
    expect(run("help rmdir").output.at(-1)).toBe("The design nested has no such call.");
  });

  test("quit asks to leave", () => expect(run("quit").effect).toEqual({ effect: "quit" }));
});

describe("another design", () => {
  const { checkpoint: _, restart: __, ...calls } = NESTED.calls;
  const other: ContainerModel = {
    ...NESTED,
    name: "other",
    calls: { ...calls, setns: ["path", "kinds"], refine: ["kinds"], remove: ["path"] },
    apply: (world, operation, scope) =>
      operation.op === "refine" || operation.op === "remove" ? "ok" : NESTED.apply(world, operation, scope),
  };
  const start = startSession(other, ROOMY);
  const calling = (line: string) => lastOperation(runIn(start, ...VSERVER, line));

  test("that lacks a call says so, in the list of commands too", () => {
    expect(runIn(start, "tar c a /").errors).toEqual([
      "tar: the design other has no call checkpoint or restart",
    ]);
    expect(runIn(start, "help").output.join("\n")).not.toMatch(/^ {2}tar/m);
  });

  test("whose setns takes kinds gets those that are named, or all", () => {
    expect(calling("ln --uts /vserver1")).toEqual(op("setns", 1, { path: "/vserver1", kinds: ["uts"] }));
    expect(calling("ln /vserver1")).toEqual(op("setns", 1, { path: "/vserver1", kinds: ["uts", "net"] }));
    expect(calling("setns /vserver1 net")).toEqual(op("setns", 1, { path: "/vserver1", kinds: ["net"] }));
  });

  test("with calls of its own has them under their names", () => {
    expect(calling("refine uts,net")).toEqual(op("refine", 1, { kinds: ["uts", "net"] }));
    expect(calling("remove /vserver1")).toEqual(op("remove", 1, { path: "/vserver1" }));
    expect(calling("rmdir /vserver1")).toEqual(op("remove", 1, { path: "/vserver1" }));
  });
});

describe("a design of one's own", () => {
  const start = startSession(badge, ROOMY);
  const inBadge = (...lines: readonly string[]) => runIn(start, ...lines);

  test("may be without a field at the end of a call, where the field is optional", () => {
    expect(lastOperation(inBadge("fork", "brand 2 red"))).toEqual(op("brand", 1, { who: 2, marks: ["red"] }));
    expect(lastOperation(inBadge("brand 1 red,blue 0"))).toEqual(
      op("brand", 1, { who: 1, marks: ["red", "blue"], weight: 0 }),
    );
    expect(inBadge("brand 1").errors).toEqual([
      "brand: it takes 2 to 3 words; usage: brand WHO MARKS [WEIGHT]",
    ]);
    expect(inBadge("ring").errors).toEqual(["ring: it takes 1 word; usage: ring TONE"]);
  });

  test("shows what it has of its own in ps", () => {
    expect(inBadge("fork", "brand 2 red", "ps").output).toEqual([
      "   task  container  nsproxy  uts  net  own",
      "*  1     /          1        1    1    -",
      "   2     /          1        1    1    brand, by 1",
    ]);
  });
});

test("whatever is typed, what is printed is safe to print", () => {
  const words = fc.constantFrom(
    ...commandsFor(NESTED).map(({ name }) => name),
    "-l",
    "-R",
    "/",
    "\u001b[2J",
    "a\nb",
    "1",
    "c",
    "x",
    "uts",
  );
  fc.assert(
    fc.property(
      fc.array(fc.array(fc.oneof(words, fc.string({ unit: anyCharacter })), { minLength: 1, maxLength: 4 })),
      (lines) => {
        let session = START;
        for (const line of lines) {
          const result = runCommand(session, line);
          session = result.session;
          const printed = [...result.output, ...result.errors, promptOf(session)];
          for (const text of printed) expect(text).not.toMatch(/[\p{C}\p{Zl}\p{Zp}]/u);
          expect(session.task === null || worldIn(session).tasks.has(taskNumber(session.task))).toBe(true);
        }
      },
    ),
    { numRuns: 100 },
  );
});

describe("where paths begin", () => {
  const DEEP = [...JOB, "cd vserver1"];

  test("cd goes down in the view, and up to the caller's own container at most", () => {
    expect(run(...DEEP, "pwd").output).toEqual(["/vserver1"]);
    expect(run(...DEEP, "ls").output).toEqual(["job"]);
    expect(run(...DEEP, "cd job", "pwd").output).toEqual(["/vserver1/job"]);
    expect(run(...DEEP, "cd ../../..", "pwd").output).toEqual(["/"]);
    expect(run(...DEEP, "cd", "pwd").output).toEqual(["/"]);
    expect(run(...DEEP, "cd nowhere")).toMatchObject({ status: STATUS.refused });
  });

  test("a number that is given again is not the container, nor the task, that it was", () => {
    const entered = ["fork", "as 2 unshare uts", "cd unnamed1"];
    const again = ["fork", "as 2 unshare uts"];
    expect(run(...entered, "as 2 exit", ...again, "pwd").output).toEqual(["/"]);
    expect(run(...entered, "undo", "as 2 unshare uts", "pwd").output).toEqual(["/"]);
    expect(run("unshare uts", "cd", "undo", ...again, "mv unnamed1 x").status).toBe(STATUS.done);
    const child = ["fork", "as 2", "fork", "as 3 unshare uts", "cd unnamed1"];
    expect(run(...child, "exit", "as 1", "fork", "as 2 pwd").output).toEqual(["/"]);
  });

  test("it is a path of the call, and no event", () => {
    expect(lastOperation(run(...DEEP, "mv job work"))).toMatchObject({ op: "rename", path: "/vserver1/job" });
    expect(eventsOf(run(...DEEP).session.history)).toEqual(eventsOf(run(...JOB).session.history));
  });

  test("a container that is renamed is followed, one that is gone is not, and another task begins anew", () => {
    expect(run(...DEEP, "mv /vserver1 v", "pwd").output).toEqual(["/v"]);
    expect(run(...DEEP, "rm -rf /vserver1", "pwd").output).toEqual(["/"]);
    expect(run(...DEEP, "as 2 pwd").output).toEqual(["/"]);
  });
});

test("cat shows what is in one container", () => {
  const { output } = run(...JOB, "cat /vserver1");
  expect(output).toHaveLength(2);
  expect(output[1]).toMatch(/^\/vserver1 .* 2$/);
  expect(run("cat /a").status).toBe(STATUS.refused);
});

test("? is help", () => {
  expect(run("?").output).toEqual(run("help").output);
  expect(run("? cd").output).toEqual(run("help cd").output);
});

describe("a call that has the name of a command", () => {
  const CALLS = { ...NESTED.calls, ls: ["path"] };
  const design: ContainerModel = {
    ...NESTED,
    calls: CALLS,
    apply: (world, operation, scope) => {
      const op = String(operation.op) === "ls" ? "kill" : operation.op;
      return NESTED.apply(world, { ...operation, op } as typeof operation, scope); // its ls has the same fields as kill
    },
  };
  const start = startSession(design, ROOMY);

  test("is made by call, and help says so", () => {
    expect(lastOperation(runIn(start, ...VSERVER, "call ls /vserver1"))).toMatchObject({
      op: "ls",
      path: "/vserver1",
    });
    expect(runIn(start, "help").output.at(-1)).toBe(
      "Calls of this design that share their name with a command are made with call ls.",
    );
    expect(runIn(start, "call lss").errors[0]).toContain("Did you mean ls?");
  });

  test("nothing is said where there is none", () => {
    expect(run("help").output.at(-1)).not.toContain("call ls");
  });
});
