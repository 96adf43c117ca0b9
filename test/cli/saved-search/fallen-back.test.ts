/** A search that falls back to one without symmetry can be saved before and after, and resumes where it was. */
import { describe, expect, test } from "vitest";
import { nested } from "../../../models/nested.ts";
import { neverLeaves } from "../../../properties/never-leaves.ts";
import { nothingLeaks } from "../../../properties/nothing-leaks.ts";
import { loadSearch } from "../../../src/cli/saved-search/load-search.ts";
import { saver } from "../../../src/cli/saved-search/saver.ts";
import type { ContainerScope } from "../../../src/domains/containers/scope.ts";
import { search } from "../../../src/engine/search.ts";
import type { SearchOptions } from "../../../src/engine/search-options.ts";
import type { Model } from "../../../src/model/model.ts";
import type { Property } from "../../../src/model/property.ts";
import { DEEP, DESIGNS, PROPERTIES } from "../../engine/symmetry-test/asymmetric.ts";
import { folderOfTest } from "./saves.ts";
import { found } from "./searches.ts";

const SCOPE: ContainerScope = { tasks: 3, containers: 3, kinds: ["uts"], names: [], images: 0 };
const [design] = DESIGNS;
const [about] = PROPERTIES;
if (design === undefined || about === undefined) throw new Error("nothing is asymmetric");
const enough = new Error("enough");

describe.each<[string, Model, readonly Property[]]>([
  ["a design that is found out before the search", design, [neverLeaves, nothingLeaks]],
  ["a property that is found out before it", nested, [neverLeaves, about, nothingLeaks]],
  ["a property that is found out late", nested, [neverLeaves, DEEP]],
])("%s", (_, model, properties) => {
  const identity = {
    version: "1.2.3",
    model: model.name,
    scope: SCOPE,
    properties: properties.map(({ name }) => name),
    symmetry: true,
    files: [],
  };
  const run = (more: Pick<SearchOptions, "save" | "resume">) =>
    search(model, properties, SCOPE, { symmetry: true, ...more });

  test("stopped after each save, and resumed each time, it comes to the same", () => {
    const folder = folderOfTest();
    const whole = run({});
    let parts = 0;
    for (let resume: SearchOptions["resume"]; ; ) {
      const save = saver(folder, identity, 0);
      let times = 0;
      try {
        const end = run({
          ...(resume && { resume }),
          save: (checkpoint) => {
            save(checkpoint);
            times++;
            if (times > 1) throw enough;
          },
        });
        expect(found(end)).toEqual(found(whole));
        break;
      } catch (error) {
        if (error !== enough) throw error;
      }
      const loaded = loadSearch(folder, identity, (sentence) => expect.fail(sentence)).checkpoint;
      if (resume?.part.symmetry !== loaded.part.symmetry) parts++;
      resume = loaded;
    }
    expect(parts).toBeGreaterThan(0);
  });
});
