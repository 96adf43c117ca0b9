import { expect, test } from "vitest";
import { runToEnd } from "../../src/api/run.ts";

/** A task of `count` steps, each of which takes 15 milliseconds. */
function* steps(count: number, ended: () => void): Generator<number, string> {
  try {
    for (let step = 1; step <= count; step++) {
      const until = performance.now() + 15;
      while (performance.now() < until);
      yield step;
    }
    return "done";
  } finally {
    ended();
  }
}

const nothing = (): void => undefined;

test("gives the result, and tells of progress in order", async () => {
  const told: number[] = [];
  expect(await runToEnd(steps(8, nothing), { onProgress: (step) => told.push(step) })).toBe("done");
  expect(told.length).toBeGreaterThan(1);
  expect(told).toEqual(told.toSorted((one, other) => one - other));
});

test("lets others do something meanwhile", async () => {
  let turns = 0;
  const ticking = setInterval(() => turns++, 1);
  await runToEnd(steps(8, nothing), {});
  clearInterval(ticking);
  expect(turns).toBeGreaterThan(1);
});

test("ends with the signal's reason, and lets the task go", async () => {
  const asked = new AbortController();
  const reason = new Error("enough");
  let isGone = false;
  const run = runToEnd(
    steps(1000, () => {
      isGone = true;
    }),
    { signal: asked.signal, onProgress: () => asked.abort(reason) },
  );
  await expect(run).rejects.toBe(reason);
  expect(isGone).toBe(true);
});

test("does not begin where the signal was aborted before", async () => {
  await expect(runToEnd(steps(1000, nothing), { signal: AbortSignal.abort() })).rejects.toThrow(/abort/);
});

test("waits for what tells of progress, and fails where that does", async () => {
  let under = 0;
  const onProgress = async (step: number): Promise<void> => {
    expect(under++).toBe(0);
    await new Promise((resume) => setTimeout(resume, 5));
    under--;
    if (step > 3) throw new Error("nowhere to write to");
  };
  let isGone = false;
  const run = runToEnd(
    steps(8, () => {
      isGone = true;
    }),
    { onProgress },
  );
  await expect(run).rejects.toThrow("nowhere to write to");
  expect(isGone).toBe(true);
});
