/** @type {Readonly<Record<string, readonly [rows: number, columns: number]>>} */
const MOVES = {
  ArrowUp: [-1, 0],
  ArrowDown: [1, 0],
  ArrowLeft: [0, -1],
  ArrowRight: [0, 1],
  Home: [0, Number.NEGATIVE_INFINITY],
  End: [0, Number.POSITIVE_INFINITY],
  PageUp: [Number.NEGATIVE_INFINITY, 0],
  PageDown: [Number.POSITIVE_INFINITY, 0],
};

/**
 * Lets the arrow keys move from link to link of a table, following the grid pattern of ARIA: only one link at a time can be reached
 * with Tab, the one that had the focus last.
 *
 * @param {HTMLTableElement} table
 */
export function listenToGridKeys(table) {
  const rows = [...table.tBodies].flatMap(({ rows }) =>
    [...rows].map((row) => [...row.querySelectorAll("a")]),
  );
  const first = rows[0]?.[0];
  if (first !== undefined) first.tabIndex = 0;
  table.addEventListener("focusin", ({ target }) => {
    for (const link of rows.flat()) link.tabIndex = link === target ? 0 : -1;
  });
  table.addEventListener("keydown", (event) => {
    const move = MOVES[event.key];
    if (move === undefined || event.ctrlKey || event.metaKey || event.altKey) return;
    const { target } = event;
    if (!(target instanceof HTMLAnchorElement)) return;
    const row = rows.findIndex((links) => links.includes(target));
    const column = rows[row]?.indexOf(target) ?? -1;
    if (column === -1) return;
    event.preventDefault();
    const links = rows[within(row + move[0], rows.length)] ?? [];
    links[within(column + move[1], links.length)]?.focus();
  });
}

/**
 * @param {number} place
 * @param {number} length
 */
function within(place, length) {
  return Math.min(Math.max(place, 0), length - 1);
}
