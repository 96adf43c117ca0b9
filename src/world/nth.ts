/** The element that bears a number in a list whose numbers count from 1, as those of an image do. */
export function nth<Element>(list: readonly Element[], number: number): Element {
  const element = list[number - 1];
  if (element === undefined) throw new Error(`there is no number ${number} among ${list.length}`);
  return element;
}
