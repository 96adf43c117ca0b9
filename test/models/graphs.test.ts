/**
 * Whether a design does what it did, in the first transitions of small scopes: which worlds there can be, what is tried in each, what comes of it and how it
 * looks. How many worlds and transitions that is, and a digest of it all. Where it differs, the design's own tests and `nsmodel compare` tell why.
 */
import { expect, test } from "vitest";
import type { ContainerScope } from "../../src/domains/containers/scope.ts";
import { CONTAINER_MODELS } from "../container-models.ts";
import { firstTransitions } from "./graph.ts";

const MOST_TRANSITIONS = 1200;

const SCOPES: readonly ContainerScope[] = [
  { tasks: 2, containers: 2, kinds: ["uts"], names: ["a"], images: 1, handles: 1 },
  { tasks: 3, containers: 4, kinds: ["uts", "net"], names: ["unnamed1"], images: 0 },
  { tasks: 3, containers: 3, kinds: ["uts"], names: [], images: 1 },
];

const EXPECTED = `
nested | 16 1200 a6105b | 26 1200 e85394 | 27 1200 39039f
merged | 16 1200 a6105b | 26 1200 72ff30 | 28 1200 85cc53
flat | 13 522 2d15e7 | 26 1200 621601 | 45 1200 abf083
flat-untracked | 13 522 2d15e7 | 26 1200 d11618 | 48 1200 906c8f
subset | 15 1200 1e86d1 | 22 1200 c92f24 | 23 1200 2ad3a9
task-struct | 16 1200 9ff3ea | 26 1200 98a768 | 27 1200 7d1a5e
unshare-staying | 29 1200 f6dced | 27 1200 a5f6a8 | 46 1200 a3d90d
unshare-leaving | 16 1200 a6105b | 26 1200 078bdb | 28 1200 f000d8
unshare-keeping | 15 1200 30c03b | 21 1200 61a41c | 22 1200 e123c2
ns-cgroup | 27 1200 0013dd | 24 1200 268fda | 41 1200 193ad9
pinned | 15 1200 b13e98 | 26 1200 c57164 | 25 1200 b3edf7
handle | 13 1200 47c19e | 26 1200 2f915a | 27 1200 ae4cac
walking-kill | 15 1200 6d64b2 | 24 1200 ca06d4 | 24 1200 ad8d4f
repeating-kill | 15 1200 6d64b2 | 24 1200 ca06d4 | 24 1200 ad8d4f
freezing-kill | 15 1200 8787e4 | 24 1200 ca06d4 | 24 1200 ad4e9b
`;

test.each(CONTAINER_MODELS)("$name", (model) => {
  const found = SCOPES.map((scope) => firstTransitions(model, scope, MOST_TRANSITIONS));
  const row = rows().find(([name]) => name === model.name);
  expect([model.name, ...found]).toEqual(row);
});

const rows = (): string[][] =>
  EXPECTED.trim()
    .split("\n")
    .map((line) => line.split("|").map((word) => word.trim()));
