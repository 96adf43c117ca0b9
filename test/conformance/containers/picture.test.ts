import { expect, test } from "vitest";
import { nested } from "../../../models/nested.ts";
import { comparedPictureOf, withoutContainers } from "../../../src/conformance/containers/picture.ts";
import { taskNumber } from "../../../src/model/numbers.ts";

const scope = { tasks: 2, containers: 2, kinds: ["uts"], names: [], images: 0 } as const;
const [one, two] = [taskNumber(1), taskNumber(2)];

function pictureAfterUnshare() {
  const world = nested.initial(scope);
  nested.apply(world, { op: "fork", task: one }, scope);
  nested.apply(world, { op: "unshare", task: two, kinds: ["uts"] }, scope);
  return comparedPictureOf(nested.observe(world, scope), scope.kinds, two);
}

test("a picture has the tasks, the containers and a view", () => {
  expect(pictureAfterUnshare()).toEqual({
    tasks: new Map([
      [one, { path: "/", namespaces: new Map([["uts", 1]]) }],
      [two, { path: "/unnamed1", namespaces: new Map([["uts", 2]]) }],
    ]),
    containers: new Set(["/", "/unnamed1"]),
    view: {
      viewer: two,
      paths: new Map([
        [one, undefined],
        [two, "/"],
      ]),
    },
  });
});

test("without containers the tasks and their namespaces are left", () => {
  expect(withoutContainers(pictureAfterUnshare())).toEqual({
    tasks: new Map([
      [one, { path: "", namespaces: new Map([["uts", 1]]) }],
      [two, { path: "", namespaces: new Map([["uts", 2]]) }],
    ]),
    containers: new Set(),
    view: undefined,
  });
});
