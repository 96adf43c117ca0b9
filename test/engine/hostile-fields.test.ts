import fc from "fast-check";
import { expect, test } from "vitest";
import { linux } from "../../models/linux/linux.ts";
import { nested } from "../../models/nested.ts";
import { isLinuxName } from "../../src/domains/linux/names.ts";
import { LINKS } from "../../src/domains/linux/operations.ts";
import { type HostileFields, hostileFields, hostileTask } from "../../src/engine/hostile-fields.ts";
import { LARGEST_NUMBER } from "../../src/model/numbers.ts";
import { isName } from "../../src/world/name.ts";

const scope = { tasks: 3, containers: 4, kinds: ["uts"] as const, names: ["a"], images: 1 };

const listIn = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);

test("whatever is made can be written into a history: well-formed texts, kinds once each, numbers in range", () => {
  fc.assert(
    fc.property(
      hostileFields(nested, scope),
      hostileTask(nested, scope),
      ({ path, name, image, kinds }, task) => {
        for (const text of [path, name, image])
          expect(text).toSatisfy((one: unknown) => typeof one === "string" && one.isWellFormed());
        expect(new Set(listIn(kinds)).size).toBe(listIn(kinds).length);
        expect(Number.isInteger(task) && task >= 1 && task <= LARGEST_NUMBER).toBe(true);
      },
    ),
  );
});

test.each<[string, (fields: HostileFields) => boolean]>([
  ["a name that N1 refuses", ({ name }) => !isName(String(name))],
  ["a name that is not ASCII", ({ name }) => isName(String(name)) && [...String(name)].some((c) => c > "~")],
  ["a path that goes up", ({ path }) => String(path).split("/").includes("..")],
  ["a path with an empty component", ({ path }) => String(path).includes("//")],
  ["the empty path", ({ path }) => path === ""],
  ["no kinds", ({ kinds }) => listIn(kinds).length === 0],
  ["a kind outside the scope", ({ kinds }) => listIn(kinds).some((kind) => kind !== "uts")],
])("among a thousand there is %s", (_, isThere) => {
  expect(fc.sample(hostileFields(nested, scope), { numRuns: 1000, seed: 1 }).some(isThere)).toBe(true);
});

test("in linux each is one that a history can hold, also where a call has its own sort of a field", () => {
  const here = linux.domain.scopes.defaults.roomy;
  fc.assert(
    fc.property(hostileFields(linux, here), (fields) => {
      expect(LINKS).toContain(fields["setns_fd file"]);
      for (const name of ["file", "from", "handle", "mount"])
        expect(fields[name]).toSatisfy((text: unknown) => typeof text === "string" && isLinuxName(text));
    }),
  );
});
