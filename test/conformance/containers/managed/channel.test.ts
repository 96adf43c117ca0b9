import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Agent } from "../../../../src/conformance/agent/agent.ts";
import { encodeBatch } from "../../../../src/conformance/agent/encode.ts";
import { FRAME_LIMIT } from "../../../../src/conformance/agent/limits.ts";
import { MAIN, type Request } from "../../../../src/conformance/agent/operations.ts";
import { ToolLimit } from "../../../../src/conformance/agent/tool-limit.ts";
import { CannotPlay } from "../../../../src/conformance/cannot-run.ts";
import { Channel } from "../../../../src/conformance/containers/managed/channel.ts";
import { LOOK } from "../../../../src/conformance/containers/managed/purpose.ts";

type Attempt = Agent["attempt"];
type Result = Awaited<ReturnType<Attempt>>[number];

const OK: Result = { outcome: "ok", value: undefined };
const LARGE_ANSWER = "/large-answer";

/** A stand-in for an agent: it answers ok to everything that fits, and keeps the batches. */
function listening(): { agent: { attempt: Attempt }; batches: (readonly Request[])[] } {
  const batches: (readonly Request[])[] = [];
  const attempt: Attempt = async (batch) => {
    encodeBatch(batch);
    batches.push(batch);
    return batch.map((request) =>
      "path" in request && request.path === LARGE_ANSWER ? new ToolLimit("take such an answer") : OK,
    );
  };
  return { agent: { attempt }, batches };
}

const mkdir = (path: string) => ({ call: "mkdir", slot: MAIN, directory: 0, path, mode: 0o755 }) as const;
const TOO_LARGE = mkdir(`/${"x".repeat(FRAME_LIMIT)}`);

describe("what is asked for while nothing is under way", () => {
  test("goes in one batch, in order", async () => {
    const { agent, batches } = listening();
    const channel = new Channel(agent);
    const paths = ["/a", "/b", "/c"];
    await Promise.all(paths.map((path) => channel.ask(mkdir(path), LOOK)));
    expect(batches).toEqual([paths.map(mkdir)]);
  });

  test("what is too large fails alone, wherever it stands", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.constantFrom("fits", "too large", "large answer"), { minLength: 1, maxLength: 8 }),
        async (sorts) => {
          const { agent, batches } = listening();
          const channel = new Channel(agent);
          const requests = sorts.map((sort, index) =>
            sort === "fits" ? mkdir(`/${index}`) : sort === "too large" ? TOO_LARGE : mkdir(LARGE_ANSWER),
          );
          const answers = await Promise.allSettled(requests.map((request) => channel.ask(request, LOOK)));
          expect(answers.map(({ status }) => status === "fulfilled")).toEqual(
            sorts.map((sort) => sort === "fits"),
          );
          for (const answer of answers)
            if (answer.status === "rejected") expect(answer.reason).toBeInstanceOf(CannotPlay);
          expect(batches.flat()).toEqual(requests.filter((request) => request !== TOO_LARGE));
        },
      ),
      { numRuns: 20 },
    );
  });
});

test("what fails for another reason fails for all", async () => {
  const gone = new Error("the agent has ended");
  const attempt: Attempt = () => Promise.reject(gone);
  const channel = new Channel({ attempt });
  const answers = await Promise.allSettled(["/a", "/b"].map((path) => channel.ask(mkdir(path), LOOK)));
  expect(answers).toEqual([
    { status: "rejected", reason: gone },
    { status: "rejected", reason: gone },
  ]);
});

test("what is asked for meanwhile goes in the next batch", async () => {
  const { agent, batches } = listening();
  const channel = new Channel(agent);
  await channel.ask(mkdir("/a"), LOOK).then(() => channel.ask(mkdir("/b"), LOOK));
  expect(batches).toEqual([[mkdir("/a")], [mkdir("/b")]]);
});

test("a test may alter what is asked, or leave it out: then it is ok", async () => {
  const { agent, batches } = listening();
  const channel = new Channel(agent, (request) =>
    "path" in request && request.path === "/a" ? undefined : mkdir("/other"),
  );
  const [left, altered] = await Promise.all([channel.ask(mkdir("/a"), LOOK), channel.ask(mkdir("/b"), LOOK)]);
  expect([left.outcome, altered.outcome]).toEqual(["ok", "ok"]);
  expect(batches).toEqual([[mkdir("/other")]]);
});
