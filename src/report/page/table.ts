import { CELL_SORTS, type CellSort } from "../matrix-cell.ts";
import { cellAddress, escaped } from "./html.ts";
import type { PageData, PageDesign, PageProperty } from "./page-types.ts";

/** The matrix as a table of links: each cell links to the address that opens it on the page. */
export function matrixMarkup({ designs, properties }: PageData): string {
  const head = designs.map(designHead).join("");
  const rows = properties.map((property, index) => rowMarkup(property, index, designs)).join("\n");
  return `<table id="matrix" role="grid" aria-label="Designs by properties" aria-rowcount="${properties.length + 1}">
<thead><tr><td></td>${head}</tr></thead>
<tbody>
${rows}
</tbody>
</table>`;
}

function designHead({ name, summary }: PageDesign): string {
  return `<th scope="col" title="${escaped(summary)}"><span>${escaped(name)}</span></th>`;
}

function rowMarkup(property: PageProperty, index: number, designs: readonly PageDesign[]): string {
  const cells = designs.map((design) => cellMarkup(design, property, index)).join("");
  return `<tr><th scope="row" title="${escaped(property.claim)}">${escaped(property.name)}</th>${cells}</tr>`;
}

function cellMarkup(design: PageDesign, property: PageProperty, index: number): string {
  const cell = design.cells[index];
  if (cell === undefined) throw new RangeError(`${design.name} has no cell for ${property.name}`);
  const address = escaped(cellAddress(design.name, property.name));
  const label = escaped(`${property.name} in ${design.name}: ${cell.words}`);
  return `<td role="gridcell" class="${cell.sort}"><a href="${address}" tabindex="-1" aria-label="${label}">${escaped(cell.text)}</a></td>`;
}

/** The signs that occur in some cells, and their meanings. */
export function legendMarkup({ designs }: PageData): string {
  const present = new Set(designs.flatMap(({ cells }) => cells.map(({ sort }) => sort)));
  // Keys of a literal: exactly CellSort.
  const sorts = (Object.keys(CELL_SORTS) as CellSort[]).filter((sort) => present.has(sort));
  const items = sorts.map(
    (sort) =>
      `<li class="${sort}"><b aria-hidden="true">${CELL_SORTS[sort].sign}</b> ${escaped(CELL_SORTS[sort].meaning)}</li>`,
  );
  return `<ul class="legend">${items.join("")}</ul>`;
}
