import { expect, test } from "vitest";
import { withArticle } from "../../src/text/article.ts";

test.each([
  ["task", "a task"],
  ["outcome", "an outcome"],
  ["AbortSignal", "an AbortSignal"],
  ["image", "an image"],
  ["uid", "a uid"],
  ["user", "a user"],
  ["uts namespace", "a uts namespace"],
  ["upper bound", "an upper bound"],
])("the article of %s goes by its sound", (phrase, whole) => {
  expect(withArticle(phrase)).toBe(whole);
});
