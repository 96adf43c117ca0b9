import { expect, test } from "vitest";
import {
  areKinds,
  firstNamespaces,
  mapKinds,
  namespaceOf,
  newNamespaces,
} from "../../../src/domains/containers/namespaces.ts";
import { namespaceNumber } from "../../../src/model/numbers.ts";
import { release, tableOf } from "../../../src/world/table.ts";

const scope = { tasks: 1, containers: 1, kinds: ["uts", "net"] as const, names: [], images: 0 };
const [first, second, third] = [1, 2, 3].map(namespaceNumber);

test("new namespaces bear the lowest numbers that are free, each kind for itself", () => {
  const users = tableOf({ namespaces: { uts: namespaceNumber(2), net: namespaceNumber(1) } });
  expect(newNamespaces(users, "uts", 2)).toEqual([first, third]);
  expect(newNamespaces(users, "net", 2)).toEqual([second, third]);
  release(users, 1);
  expect(newNamespaces(users, "net", 1)).toEqual([first]);
});

test("kinds are valid where there is one, and all are in scope", () => {
  expect(
    [[], ["pid"], ["uts", "pid"], ["net"], ["net", "uts"]].map((kinds) => areKinds(kindsOf(kinds), scope)),
  ).toEqual([false, false, false, true, true]);
});

function kindsOf(words: readonly string[]) {
  return (["uts", "net", "pid"] as const).filter((kind) => words.includes(kind));
}

test("the first namespaces are one of each kind, in the scope's order", () => {
  expect(Object.entries(firstNamespaces(scope))).toEqual([
    ["uts", 1],
    ["net", 1],
  ]);
  expect(Object.keys(mapKinds(firstNamespaces(scope), (kind) => kind))).toEqual(["uts", "net"]);
});

test("a namespace of a kind that is not in scope is the design's mistake", () => {
  expect(() => namespaceOf(firstNamespaces(scope), "pid")).toThrow("there is no namespace of kind pid");
});
