/**
 * `linux` still does what it did where no search of a small scope comes: on walks of drawn calls of all sorts, sensible ones and others. A digest of
 * the result of each call, and of each world, as it is and as it is observed. If it differs, the other tests of `linux` show why.
 */
import { expect, test } from "vitest";
import { operations } from "../../../models/linux/tries.ts";
import { callers, type World } from "../../../models/linux/world.ts";
import type { LinuxScope } from "../../../src/domains/linux/scope.ts";
import { KINDS } from "../../../src/model/kind.ts";
import { digestOf } from "../../digest.ts";
import { Draw } from "../../draw.ts";
import { walk } from "./walk.ts";

const WALKS = 3;
const LENGTH = 30;

const SCOPES: readonly (readonly [Partial<LinuxScope>, string])[] = [
  [{ kernel: "6.18" }, "008d10"],
  [{ kernel: "6.18" }, "d667f3"],
  [{ kernel: "6.19" }, "a730af"],
  [{ kernel: "7.0" }, "852ff8"],
  [{ kernel: "7.0" }, "d11c4d"],
  [{ kernel: "7.1" }, "d1e2c3"],
  [{ kernel: "7.3" }, "b32955"],
  [{ kernel: "7.3" }, "2ad73a"],
  [{ pidLevels: 2, userLevels: 1 }, "100332"],
  [{ pidLevels: 1, userLevels: 2 }, "37f3d5"],
  [{ handles: 0, mounts: 0 }, "b7fd68"],
  [{ mounts: 0 }, "4f3a87"],
];

/** Few kinds, since every set of kinds is tried. */
const TRIED: readonly (readonly [Partial<LinuxScope>, string])[] = [
  [{ kinds: ["net"], handles: 2, files: 2, mounts: 1, kernel: "6.18" }, "bcb67b"],
  [{ kinds: ["net"], handles: 2, files: 0, mounts: 0 }, "b7055a"],
  [{ kinds: ["mnt"], handles: 1, files: 1, mounts: 2 }, "f98aa5"],
  [{ kinds: ["time"], handles: 0, files: 1, mounts: 1 }, "e4088d"],
  [{ kinds: ["pid", "user"], handles: 1, tries: ["clone", "thread", "open", "handle"] }, "0e82cd"],
];

test.each(TRIED.map(([bounds, expected], index) => [bounds, expected, index + 1] as const))(
  "what is tried in %j",
  (bounds, expected, seed) => {
    const scope: LinuxScope = { tasks: 4, kinds: KINDS, ...bounds };
    const draw = new Draw(seed);
    const walks = Array.from({ length: WALKS }, () => [...walk(LENGTH, scope, draw)]);
    const worlds = walks.flatMap((stages) => stages.map(({ world }): World => JSON.parse(world)));
    const tried = worlds.map((world) => callers(world).map((task) => [...operations(world, task, scope)]));
    expect(digestOf(tried)).toBe(expected);
  },
);

test.each(SCOPES.map(([bounds, expected], index) => [bounds, expected, index + 1] as const))(
  "in %j",
  (bounds, expected, seed) => {
    const scope: LinuxScope = { tasks: 4, kinds: KINDS, ...bounds };
    const draw = new Draw(seed);
    const walks = Array.from({ length: WALKS }, () => [...walk(LENGTH, scope, draw)]);
    expect(digestOf(walks)).toBe(expected);
  },
);
