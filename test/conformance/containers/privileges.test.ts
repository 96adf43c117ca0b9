import { expect, test } from "vitest";
import { hasSysAdmin } from "../../../src/conformance/containers/privileges.ts";

test.each([
  ["000001ffffffffff", true],
  ["0000000000200000", true],
  ["00000000a80425fb", false],
  ["0000000000000000", false],
])("the effective capabilities %s have CAP_SYS_ADMIN: %s", (capabilities, expected) => {
  const status = `CapPrm:\t000001ffffffffff\nCapEff:\t${capabilities}\nCapBnd:\t000001ffffffffff\n`;
  expect(hasSysAdmin(status)).toBe(expected);
});

test("a status without capabilities has none", () => {
  expect(hasSysAdmin("Name:\tnode\n")).toBe(false);
});
