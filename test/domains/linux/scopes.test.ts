import { describe, expect, test } from "vitest";
import { linuxScopes } from "../../../src/domains/linux/scopes.ts";
import { BoundError } from "../../../src/model/domain-parts.ts";
import { lawsOfScopes } from "../laws-of-scopes.ts";

describe("the scopes of linux", () => lawsOfScopes(linuxScopes));

test.each(linuxScopes.bounds)("$name is not just anything", ({ read }) => {
  for (const text of ["-1", "x,y", "uts,uts"]) expect(() => read(text)).toThrow(BoundError);
});
