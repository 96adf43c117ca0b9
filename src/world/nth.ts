/** The element with a number in a list that is numbered from 1, such as those of an image. */
export function nth<Element>(list: readonly Element[], number: number): Element {
  const element = list[number - 1];
  if (element === undefined) throw new Error(`there is no number ${number} among ${list.length}`);
  return element;
}
