import leven from "leven";

/** The choice that is nearest to a mistyped word, or `undefined` if none is near. */
function nearest(word: string, choices: readonly string[]): string | undefined {
  const near = choices
    .map((choice) => ({ choice, distance: leven(word.toLowerCase(), choice.toLowerCase()) }))
    .filter(({ choice, distance }) => distance <= Math.max(2, Math.floor(choice.length / 3)))
    .sort((a, b) => a.distance - b.distance);
  return near[0]?.choice;
}

/** A sentence that helps with a mistyped word: the nearest choice, or all of them. */
export function didYouMean(word: string, choices: readonly string[]): string {
  const choice = nearest(word, choices);
  return choice === undefined ? `It is one of: ${choices.join(", ")}.` : `Did you mean ${choice}?`;
}
