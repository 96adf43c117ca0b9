import { expect, test } from "vitest";
import type { LinuxObservation, ObservedNamespace } from "../../../src/domains/linux/observation.ts";
import { KINDS, type Kind } from "../../../src/model/kind.ts";
import { namespaceNumber } from "../../../src/model/numbers.ts";
import { NamespaceNames } from "../../../src/report/linux/namespace-names.ts";

const namespace = (kind: Kind, owner: number | null): ObservedNamespace => ({
  kind,
  isInitial: false,
  owner: owner === null ? null : namespaceNumber(owner),
  parent: null,
  level: 0,
  isActive: true,
  mounts: [],
});

const world = (...namespaces: readonly (readonly [number, ObservedNamespace])[]): LinuxObservation => ({
  tasks: new Map(),
  namespaces: new Map(namespaces.map(([number, row]) => [namespaceNumber(number), row])),
  handles: new Map(),
  listed: undefined,
});

const INITIAL = KINDS.map((kind, index) => [index + 1, namespace(kind, kind === "user" ? null : 6)] as const);

test("a number that comes round again is another namespace", () => {
  const names = new NamespaceNames(world(...INITIAL));
  expect(names.follow(world(...INITIAL, [9, namespace("uts", 6)]))).toEqual([]);
  expect(names.of(namespaceNumber(9))).toBe("uts1");
  expect(names.follow(world(...INITIAL))).toEqual(["uts1"]);
  expect(names.of(namespaceNumber(9))).toBeUndefined();
  names.follow(world(...INITIAL, [9, namespace("uts", 6)]));
  expect(names.of(namespaceNumber(9))).toBe("uts2");
  expect(names.all).toEqual([...KINDS.map((kind) => `${kind}0`), "uts1", "uts2"]);
  expect(names.relatives.get("uts2")).toEqual({ owner: "user0" });
});
