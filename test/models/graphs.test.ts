/**
 * Each design still does what it did in the first transitions of small scopes: which worlds there can be, how each looks, what is tried there, and
 * the outcomes. A cell has the number of worlds and transitions, and a digest. If it differs, the design's tests and `nsmodel compare` show why.
 */
import { expect, test } from "vitest";
import type { ContainerScope } from "../../src/domains/containers/scope.ts";
import { CONTAINER_MODELS } from "../container-models.ts";
import { firstTransitions } from "./graph.ts";

const MAX_TRANSITIONS = 1200;

const SCOPES: readonly ContainerScope[] = [
  { tasks: 2, containers: 2, kinds: ["uts"], names: ["a"], images: 1, handles: 1 },
  { tasks: 3, containers: 4, kinds: ["uts", "net"], names: ["unnamed1"], images: 0 },
  { tasks: 3, containers: 3, kinds: ["uts"], names: [], images: 1 },
];

const EXPECTED = `
nested | 16 1200 eeb0b5 | 26 1200 6459df | 27 1200 50ece1
merged | 16 1200 eeb0b5 | 26 1200 c3942d | 28 1200 aee0b9
flat | 13 522 fcd9e6 | 26 1200 242dd3 | 45 1200 1138e8
flat-untracked | 13 522 fcd9e6 | 26 1200 0ea93a | 48 1200 a9f2cf
subset | 15 1200 f9977f | 22 1200 e41b22 | 23 1200 7caaa0
task-struct | 16 1200 25e64d | 26 1200 a0942d | 27 1200 e2ca98
unshare-staying | 29 1200 824f34 | 27 1200 5ef3e5 | 46 1200 a725f8
unshare-leaving | 16 1200 eeb0b5 | 26 1200 4d44f2 | 28 1200 4edd29
unshare-keeping | 15 1200 6b61e7 | 21 1200 ab8dc8 | 22 1200 d790f9
ns-cgroup | 27 1200 c45eb7 | 24 1200 1e9a05 | 41 1200 c85bf0
pinned | 15 1200 04812e | 26 1200 976beb | 25 1200 c5d4f7
handle | 13 1200 37868c | 26 1200 8b5c49 | 27 1200 417691
walking-kill | 15 1200 568635 | 24 1200 c7ac5d | 24 1200 b01eae
repeating-kill | 15 1200 568635 | 24 1200 c7ac5d | 24 1200 b01eae
freezing-kill | 15 1200 d05834 | 24 1200 c7ac5d | 24 1200 d36608
`;

test.each(CONTAINER_MODELS)("$name", (model) => {
  const found = SCOPES.map((scope) => firstTransitions(model, scope, MAX_TRANSITIONS));
  const row = rows().find(([name]) => name === model.name);
  expect([model.name, ...found]).toEqual(row);
});

const rows = (): string[][] =>
  EXPECTED.trim()
    .split("\n")
    .map((line) => line.split("|").map((word) => word.trim()));
