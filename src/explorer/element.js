/**
 * An element of the page by its id.
 *
 * @template {Element} E
 * @param {string} id
 * @param {abstract new (...args: never[]) => E} type what it has to be
 * @returns {E}
 */
export function element(id, type) {
  const found = document.getElementById(id);
  if (found instanceof type) return found;
  throw new Error(`the page has no ${type.name} "${id}"`);
}

/**
 * A new element of SVG.
 *
 * @template {keyof SVGElementTagNameMap} Name
 * @param {Name} name
 * @param {string} className
 * @returns {SVGElementTagNameMap[Name]}
 */
export function drawing(name, className) {
  const made = document.createElementNS("http://www.w3.org/2000/svg", name);
  made.setAttribute("class", className);
  return made;
}
