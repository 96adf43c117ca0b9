import { describe, expect, test } from "vitest";
import type { Place } from "../../../src/conformance/kernel/directories.ts";
import type { Ground } from "../../../src/conformance/kernel/ground.ts";
import { NO_HIERARCHY } from "../../../src/conformance/kernel/hierarchy.ts";
import { type Answer, lookAt, pictureFrom } from "../../../src/conformance/kernel/look.ts";
import { Script } from "../../../src/conformance/kernel/script.ts";
import { containerNumber, ROOT, type TaskNumber, taskNumber } from "../../../src/model/numbers.ts";

const GROUND: Ground = {
  hierarchy: { version: "v2", mount: "/cg", line: "0::", isDelegated: false },
  base: "/cg/own/run",
  kinds: ["uts"],
  rootsViews: true,
  checksViews: true,
};
const A = containerNumber(2);
const [one, two] = [taskNumber(1), taskNumber(2)];
const ROOT_PLACE: Place = { container: ROOT, path: "", attribute: undefined, chain: [] };
const PLACE: Place = {
  container: A,
  path: "/~1",
  attribute: "a b",
  chain: [{ container: A, entry: "~1" }],
};

const bytes = (text: string): Answer => ({ outcome: "ok", value: Buffer.from(text) });
const living = (cgroup: string, uts: number) => ({
  presence: "living",
  links: new Map([["uts", { outcome: "ok", value: uts }]]),
  status: undefined,
  cgroups: { outcome: "ok", value: `8:pids:/elsewhere\n0::${cgroup}\n` },
});

/** What a look makes of answers, which are given by the call and the path that are asked for. */
function pictured(
  answers: Readonly<Record<string, Answer>>,
  what: { viewer?: TaskNumber; withNames?: boolean; ground?: Ground } = {},
) {
  const { viewer, withNames = true, ground = GROUND } = what;
  const script = new Script();
  const slots = new Map([
    [one, 0],
    [two, 1],
  ]);
  const look = lookAt(script, { ground, slots, places: [ROOT_PLACE, PLACE], viewer, withNames });
  const given = script.requests.map((request) => {
    const of =
      "directory" in request && typeof request.directory === "object"
        ? JSON.stringify(request.directory)
        : "";
    const key = `${request.call} ${of}${"path" in request ? request.path : ""}`.trim();
    return answers[key] ?? { outcome: "ENOENT" };
  });
  return { picture: pictureFrom(look, given), requests: script.requests };
}

const USUAL: Readonly<Record<string, Answer>> = {
  snapshot: { outcome: "ok", value: [living("/own/run", 500), living("/own/run/~1", 700)] },
  "getxattr /cg/own/run": { outcome: "ENODATA" },
  "getxattr /cg/own/run/~1": bytes("a b"),
  "read /cg/own/run/cgroup.stat": bytes("nr_descendants 1\nnr_dying_descendants 5\n"),
};

describe("what the kernel shows", () => {
  test("is a picture with the names of the attributes", () => {
    expect(pictured(USUAL).picture).toEqual({
      tasks: new Map([
        [one, { path: "/", namespaces: new Map([["uts", 500]]) }],
        [two, { path: "/a b", namespaces: new Map([["uts", 700]]) }],
      ]),
      containers: new Set(["/", "/a b"]),
      view: undefined,
    });
  });

  test("a task that does not live is not in it", () => {
    const dead = { ...living("/own/run/~1", 700), presence: "zombie" };
    const snapshot: Answer = { outcome: "ok", value: [living("/own/run", 500), dead] };
    expect([...pictured({ ...USUAL, snapshot }).picture.tasks.keys()]).toEqual([one]);
  });

  test("a cgroup that is gone, one that bears another name, and one that nobody made", () => {
    const gone = { ...USUAL, "getxattr /cg/own/run/~1": { outcome: "ENOENT" } };
    expect([...pictured(gone).picture.containers][0]).toBe("/");
    const other = { ...USUAL, "getxattr /cg/own/run/~1": bytes("c") };
    expect([...pictured(other).picture.containers]).toEqual(["/", "/c"]);
    const more = { ...USUAL, "read /cg/own/run/cgroup.stat": bytes("nr_descendants 3\n") };
    expect([...pictured(more).picture.containers]).toEqual(["/", "/a b", "(2 that nobody made)"]);
  });

  test("a task in a cgroup that is no container's", () => {
    const snapshot: Answer = { outcome: "ok", value: [living("/", 500), living("/own/run/x", 700)] };
    const { tasks } = pictured({ ...USUAL, snapshot }).picture;
    expect([...tasks.values()].map(({ path }) => path)).toEqual(["(the cgroup /)", "(the cgroup /x)"]);
  });

  test("a view, in names, and what is outside of it", () => {
    const seen = {
      ...USUAL,
      'read {"procOf":0}cgroup': bytes("0::/..\n"),
      'read {"procOf":1}cgroup': bytes("0::/\n"),
    };
    expect(pictured(seen, { viewer: two }).picture.view).toEqual({
      viewer: two,
      paths: new Map([
        [one, undefined],
        [two, "/"],
      ]),
    });
    const fromRoot = {
      ...USUAL,
      'read {"procOf":0}cgroup': bytes("0::/\n"),
      'read {"procOf":1}cgroup': bytes("0::/~1\n"),
    };
    expect([...(pictured(fromRoot, { viewer: one }).picture.view?.paths.values() ?? [])]).toEqual([
      "/",
      "/a b",
    ]);
  });

  test("names are taken to be what they were, where they are not asked for", () => {
    const { picture, requests } = pictured(USUAL, { withNames: false });
    expect([...picture.containers]).toEqual(["/", "/a b"]);
    expect(requests.map(({ call }) => call)).not.toContain("getxattr");
  });

  test("without cgroups nothing is asked but the tasks", () => {
    const ground = { ...GROUND, hierarchy: NO_HIERARCHY, base: "" };
    const { requests } = pictured(USUAL, { ground });
    expect(requests.map(({ call }) => call)).toEqual(["snapshot"]);
  });
});
