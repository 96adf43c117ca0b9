import { element } from "./element.js";
import { listenToGridKeys } from "./grid-keys.js";
import { Player } from "./player.js";

/** @import { PageData } from "../report/page/page-types.ts" */

/** @type {PageData} */
const data = JSON.parse(element("data", HTMLScriptElement).textContent);

/** What the address names, in the form #design/property/step. */
function addressed() {
  const [design = "", property = "", step = "0"] = location.hash.slice(1).split("/").map(decoded);
  return { design, property, step: Number.parseInt(step, 10) || 0 };
}

/** @param {string} text */
function decoded(text) {
  try {
    return decodeURIComponent(text);
  } catch {
    // Someone wrote the address by hand: text that is not a valid encoding is taken as it is.
    return text;
  }
}

/** The cell that was opened last, which gets the focus when it is closed. */
let lastAddress = "";

const player = new Player(
  (step) => {
    const { design, property } = addressed();
    const cell = `#${encodeURIComponent(design)}/${encodeURIComponent(property)}`;
    history.replaceState(null, "", step === 0 ? cell : `${cell}/${step}`);
  },
  () => {
    history.replaceState(null, "", location.pathname + location.search);
    for (const link of document.querySelectorAll("table a"))
      if (link instanceof HTMLAnchorElement && link.getAttribute("href") === lastAddress) link.focus();
  },
);

function openAddressed() {
  const { design: designName, property: propertyName, step } = addressed();
  const design = data.designs.find(({ name }) => name === designName);
  const index = data.properties.findIndex(({ name }) => name === propertyName);
  const property = data.properties[index];
  const cell = design?.cells[index];
  if (design === undefined || property === undefined || cell === undefined) return player.close();
  lastAddress = `#${encodeURIComponent(design.name)}/${encodeURIComponent(property.name)}`;
  player.open(design, property, cell, cell.play === undefined ? undefined : data.plays[cell.play], step);
}

listenToGridKeys(element("matrix", HTMLTableElement));
window.addEventListener("hashchange", openAddressed);
openAddressed();
