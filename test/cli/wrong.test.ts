/** Designs and properties that are wrong on purpose, one of each kind: none is believed, and what is wrong is reported. */

import { spawn } from "node:child_process";
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { describe, expect, test } from "vitest";
import { NSMODEL } from "./command.ts";

const wrong = join(import.meta.dirname, "../wrong");

/** With a name that the random runs of the laws do not use, so only a search reaches worlds with it. */
const SCOPE = ["--tasks", "3", "--containers", "3", "--kinds", "uts", "--names", "c"];
/** Large enough for threads to be started. */
const LARGE = ["--tasks", "3", "--containers", "4", "--kinds", "uts,net", "--no-symmetry", "--workers", "2"];
const DEEP_DOWN = /This happens after(\n {2}\{"op":.*\}){5}/;
const ENDLESS = /has not returned.* after \d+ s: is there an endless loop\?/;
const STATE =
  /apply\(\) is not deterministic: .* when the history is run again among others\. It must keep nothing/;

/** A short limit for what never returns, so as not to wait in vain. Everything else has its usual time, which is enough on a busy machine too. */
const patienceFor = (name: string) => (name.startsWith("endless") ? { NSMODEL_PATIENCE: "3" } : {});
const LITTLE_MEMORY = { NODE_OPTIONS: `${process.env["NODE_OPTIONS"]} --max-old-space-size=80` };

async function check(environment: NodeJS.ProcessEnv, ...args: readonly string[]) {
  const run = spawn(process.execPath, [NSMODEL, "check", ...args], {
    cwd: wrong,
    env: { ...process.env, ...environment },
    stdio: ["ignore", "pipe", "pipe"],
  });
  const [output, errors, code] = await Promise.all([
    text(run.stdout),
    text(run.stderr),
    new Promise((resolve) => run.on("exit", resolve)),
  ]);
  return { code, output, errors };
}

/** What is reported for each. */
const DESIGNS: Readonly<Record<string, readonly RegExp[]>> = {
  "changes-the-operation": [/apply\(\) changes \{"op":"rename".*an operation is read-only/],
  "changes-the-scope": [/apply\(\) changes the scope, which is read-only and the same for the whole search/],
  "counts-its-calls": [STATE],
  "endless-apply": [/apply\(\) of endless-apply/, /for \{"op":"kill"/, ENDLESS],
  "endless-deep-down": [/apply\(\) of endless-deep-down/, ENDLESS, DEEP_DOWN, /with \{"op":"fork"/],
  "endless-initial": [/initial\(\) of endless-initial/, ENDLESS],
  "endless-observe": [/observe\(\) of endless-observe/, ENDLESS],
  "endless-operations": [/operations\(\) of endless-operations for task 1/, ENDLESS],
  "endless-shape": [/shape\(\) of endless-shape/, ENDLESS],
  "ends-in-a-thread": [/A thread of the search ended before the search was done, with exit code 0/],
  "ends-the-program": [/ends-the-program\.js:\d+:\d+ breaks .* it calls process\.exit\(\)/],
  "errno-deep-down": [
    /apply\(\) returns "EPERM" for \{"op":"fork".*it must return one of ok, ESRCH/,
    DEEP_DOWN,
  ],
  "errno-of-its-own": [/apply\(\) returns "EPERM" for \{"op":"kill"/],
  "looks-and-changes": [/observe\(\) changes the world: it must only look at it/],
  "never-loaded": [/never-loaded\.js never finishes loading: it waits for something that never happens/],
  "reads-the-clock": [/reads-the-clock\.js:\d+:\d+ .*it calls Date\.now\(\)/],
  "reads-the-date": [/reads-the-date\.js:\d+:\d+ .*it calls new Date\(\)/],
  rejects: [/rejects\.js:\d+:\d+: lost/],
  "rejects-in-a-thread": [/rejects-in-a-thread\.js:\d+:\d+: lost/],
  "remembers-other-runs": [STATE],
  "rolls-dice": [/rolls-dice\.js:\d+:\d+ .*it calls Math\.random\(\)/],
  "shows-a-text": [/observe\(\) shows task 1 with the nsproxy "1", which is not a whole number from 1 up/],
  "takes-all-memory": [/A thread of the search has run out of memory/],
  "text-for-a-number": [
    /tasks\[2\]\.nsproxy is "1", which is not a valid nsproxy number/,
    /This happens after\n {2}\{"op":"fork","task":1\}\nin/,
  ],
  "throws-deep-down": [/throws-deep-down\.js:\d+:\d+: no room for c/, DEEP_DOWN, /with \{"op":"fork"/],
  "throws-in-a-thread": [/throws-in-a-thread\.js:\d+:\d+ cannot be loaded: not in a thread/],
  "throws-on-no-path": [
    /it throws "container is undefined"\.\nThis happens after\n {2}\{"op":"\w+","task":1,"path":"\/no\/such"\S*\}\nin the/,
  ],
  "unsettled-in-a-thread": [/A thread of the search ended before the search was done, with exit code 13/],
};

const PROPERTIES: Readonly<Record<string, readonly RegExp[]>> = {
  alternating: [/check\(\) finds "[a-z ]+", but "[a-z ]+" when asked again at once/],
  async: [/check\(\) returns a promise, but must not be async/],
  "attempt-as-call": [/returns the result of attempt\(\) as call: .*`call: attempted\.operation`/],
  boolean: [/check\(\) returns true: it must return "holds", "no case" or/],
  "changes-the-scope": [/check\(\) changes the scope/],
  "changes-the-world": [/check\(\) changes the world that it is given/],
  "empty-text": [/returns broken: "": that must be a text that says what is broken/],
  endless: [/check\(\) of endless/, ENDLESS],
  "endless-deep-down": [/check\(\) of endless-deep-down/, ENDLESS, DEEP_DOWN],
  "ends-later": [/ends-later\.js:\d+:\d+: it calls process\.exit\(\)/],
  "ends-the-program": [/ends-the-program\.js:\d+:\d+ breaks .* it calls process\.exit\(\)/],
  "malformed-deep-down": [/check\(\) returns true: it must return/, DEEP_DOWN],
  "malformed-step-deep-down": [
    /check\(\) returns false: .*; for false, return "no case"/,
    DEEP_DOWN,
    /with \{"op":"fork"/,
  ],
  "mistyped-on": [/is on the call frok, which no design has\.\nDid you mean fork\?/],
  "no-text": [/returns broken: true: that must be a text/],
  nothing: [/check\(\) returns undefined: .*Is there a path through it without a return\?/],
  "odd-out-of-scope": [/outOfScope\(\) returns false: it must return a text/],
  "on-another-design": [/is on rmdir: nested has no such call\.\nThere are fork, exit, /],
  random: [/random\.js:\d+:\d+ .*it calls Math\.random\(\)/],
  remembering: [/when asked again (later|at once): it must keep nothing between calls/],
  "sometimes-broken": [/a property made by sometimes\(\) is never broken/],
  throws: [/throws\.js:\d+:\d+ breaks .*it throws "Cannot read/],
  "throws-deep-down": [/throws-deep-down\.js:\d+:\d+: two of them/, DEEP_DOWN],
  "unknown-call": [/returns call: \{"op":"frok","task":1\}, but nested has no call frok/],
  "unknown-need": [/its needs\.0 is wrong: it must be one of "nsproxies"/],
  "unknown-when": [/its when is wrong: it must be one of "ok"/],
};

test("every wrong design and property is looked at here", () => {
  const names = (folder: string) => readdirSync(join(wrong, folder)).map((file) => file.replace(/\.js$/, ""));
  expect(Object.keys(DESIGNS).sort()).toEqual(names("designs").sort());
  expect(Object.keys(PROPERTIES).sort()).toEqual(names("properties").sort());
});

/** Expects a report, this exit code, no stack trace, and no verdict that something holds. */
function expectRefused(
  { code, output, errors }: Awaited<ReturnType<typeof check>>,
  words: readonly RegExp[],
  exitCode: number,
): void {
  for (const word of words) expect(errors).toMatch(word);
  expect(errors).not.toMatch(/^\s+at /m);
  expect(output).not.toMatch(/holds/);
  expect(code).toBe(exitCode);
}

describe("a wrong design", () => {
  test.concurrent.each(Object.entries(DESIGNS))("%s", async (name, words) => {
    const isInThread = /thread|memory/.test(name);
    const scope = isInThread ? LARGE : SCOPE;
    const environment = name === "takes-all-memory" ? LITTLE_MEMORY : patienceFor(name);
    const found = await check(environment, `./designs/${name}.js`, ...scope, "--property", "never-leaves");
    expectRefused(found, words, name === "takes-all-memory" ? 3 : 2);
  });
});

describe("a wrong property", () => {
  test.concurrent.each(Object.entries(PROPERTIES))("%s", async (name, words) => {
    expectRefused(
      await check(patienceFor(name), ...SCOPE, "--property", `./properties/${name}.js`),
      words,
      2,
    );
  });
});
