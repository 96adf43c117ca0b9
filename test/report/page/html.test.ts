import fc from "fast-check";
import { expect, test } from "vitest";
import { cellAddress, escaped, jsonInHtml } from "../../../src/report/page/html.ts";

test("a text cannot leave its place", () => {
  expect(escaped(`<b a="1" c='2'>&`)).toBe("&lt;b a=&quot;1&quot; c=&#39;2&#39;&gt;&amp;");
});

test("data comes back from its JSON, and cannot end the element that it stands in", () => {
  fc.assert(
    fc.property(fc.jsonValue(), (value) => {
      const text = jsonInHtml(value);
      expect(text).not.toContain("<");
      expect(JSON.parse(text)).toEqual(JSON.parse(JSON.stringify(value)));
    }),
  );
  expect(jsonInHtml("</script><!--")).not.toContain("<");
});

test("an address keeps its parts apart", () => {
  expect(cellAddress("a/b", "c d")).toBe("#a%2Fb/c%20d");
});
